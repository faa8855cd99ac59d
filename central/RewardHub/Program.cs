using RewardHub;
using RewardHub.Commands;

try
{
    if (CommandLine.Is(args))
        return await CommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
    await using var app = Hub.Build(args);
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (HubException e)
{
    Console.Error.WriteLine($"the hub does not start: {e.Message}");
    return 1;
}
