using System.Globalization;
using EdgeHost.Rewards;

namespace EdgeHost.Commands;

/// <summary><c>cmd/flush</c>: uploads the rewards that wait, now, and says how it went.</summary>
internal sealed class FlushCommand(RewardUploads uploads) : ICommand
{
    /// <summary>Commands are carried out one after the other: the next is not to wait for a slow network.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "flush";

    public string Example => "{}";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (uploads.WhyNot is { } why)
            throw new CommandException(why);
        try
        {
            var result = await uploads.FlushAsync(Patience, cancellationToken);
            var sent = result.Sent.ToString(CultureInfo.InvariantCulture);
            return result.Fault is { } fault
                ? throw new CommandException($"{sent} records are at the hub, then: {fault}")
                : CommandAnswer.Done(("records", sent), ("waiting", uploads.Snapshot!.Value.Waiting.ToString(CultureInfo.InvariantCulture)));
        }
        catch (TimeoutException)
        {
            throw new CommandException($"it takes longer than {Patience.TotalSeconds:0} s, and goes on; see `upload` in stats");
        }
    }
}
