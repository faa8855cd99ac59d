using System.Globalization;
using EdgeHost.Configuration;
using EdgeHost.Rewards;
using Telemetry.Uploading;

namespace EdgeHost.Commands;

/// <summary><c>cmd/purge</c>: deletes the rewards that wait on this device, and those that the hub did not take. What is meant has to be said, so that an empty message deletes nothing.</summary>
internal sealed class PurgeCommand(EdgeSettings settings, RewardDesk rewards) : ICommand
{
    public string Name => "purge";

    public string Example => """{"what":"rewards"}""";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("what") is var what && what != "rewards")
            throw new CommandException($"'what' is '{what}'; expected {Example}");
        if (!rewards.IsOn)
            throw new CommandException("no rewards are recorded by this process; `edgehost rewards purge` deletes what an earlier one left");
        DeadLetterFolder.Delete(settings.Spool.DeadLetters);
        return await rewards.PurgeAsync(cancellationToken) is { } bytes
            ? CommandAnswer.Done(("what", what), ("bytes", bytes.ToString(CultureInfo.InvariantCulture)))
            : throw new CommandException("the disk refused; some of it is still there, try again");
    }
}
