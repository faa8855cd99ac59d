using EdgeHost.Frames;

namespace EdgeHost.Commands;

/// <summary><c>cmd/model</c>: puts another model into a running engine; no frame is lost.</summary>
internal sealed class ModelCommand(FramePipeline pipeline, EngineSet engines) : ICommand
{
    public string Name => "model";

    public string Example => """{"model":"fastestdet","engine":"pattern"}""";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        var line = EngineChoice.Of(pipeline, arguments.OptionalText("engine"), Example);
        await engines.SwapAsync(line, arguments.Text("model"), cancellationToken);
        pipeline.EngineChanged(line);
        return CommandAnswer.Done(("engine", line.Name), ("model", line.Detector!.Model.Name), ("providers", string.Join(",", line.Detector.Report.Got)));
    }
}
