using System.Globalization;
using EdgeHost.Rewards;

namespace EdgeHost.Commands;

/// <summary><c>cmd/purge</c>: deletes the rewards that wait on this device. What is meant has to be said, so that an empty message deletes nothing.</summary>
internal sealed class PurgeCommand(RewardDesk rewards) : ICommand
{
    public string Name => "purge";

    public string Example => """{"what":"rewards"}""";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("what") is var what && what != "rewards")
            throw new CommandException($"'what' is '{what}'; expected {Example}");
        if (!rewards.IsOn)
            throw new CommandException("no rewards are recorded by this process; `edgehost rewards purge` deletes what an earlier one left");
        return await rewards.PurgeAsync(cancellationToken) is { } bytes
            ? CommandAnswer.Done(("what", what), ("bytes", bytes.ToString(CultureInfo.InvariantCulture)))
            : throw new CommandException("the disk refused; some of it is still there, try again");
    }
}
