using System.Globalization;
using EdgeHost.Frames;

namespace EdgeHost.Commands;

/// <summary><c>cmd/threshold</c>: another score threshold for a running engine, until the next start.</summary>
internal sealed class ThresholdCommand(FramePipeline pipeline, EngineSet engines) : ICommand
{
    public string Name => "threshold";

    public string Example => """{"score":0.5,"engine":"pattern"}""";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        var line = EngineChoice.Of(pipeline, arguments.OptionalText("engine"), Example);
        var score = arguments.OptionalNumber("score", 0.01, 0.99) ?? throw new CommandException($"'score' is missing; expected e.g. {Example}");
        await engines.SetThresholdAsync(line, (float)score, cancellationToken);
        return CommandAnswer.Done(("engine", line.Name), ("score", score.ToString(CultureInfo.InvariantCulture)));
    }
}
