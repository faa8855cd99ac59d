using EdgeHost.Cameras;
using EdgeHost.Frames;

namespace EdgeHost.Commands;

/// <summary><c>cmd/camera</c>: add, remove, pause, resume.</summary>
internal sealed class CameraCommand(FramePipeline pipeline) : ICommand
{
    public string Name => "camera";

    public string Example => """{"action":"add","id":"gate","uri":"rtsp://10.0.0.5/stream"}""";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        var action = arguments.Text("action");
        var id = arguments.Text("id");
        var isDone = action switch
        {
            "add" => Add(arguments, id),
            "remove" => await pipeline.RemoveAsync(id),
            "pause" => pipeline.Pause(id),
            "resume" => pipeline.Resume(id),
            _ => throw new CommandException($"'action' is '{action}'; expected add, remove, pause or resume, e.g. {Example}"),
        };
        return isDone ? CommandAnswer.Done(("action", action), ("id", id)) : throw UnknownCamera.Error(pipeline, id);
    }

    private bool Add(CommandArguments arguments, string id)
    {
        var uri = arguments.Text("uri");
        if (CameraUri.TryParse(uri, out var parsed, out _) && parsed!.Scheme == CameraScheme.Process)
            throw new CommandException("'uri' is a process: command line; expected another source: only the settings may name programs, not whoever may publish here");
        var camera = new CameraOptions
        {
            Id = id,
            Uri = uri,
            Model = arguments.OptionalText("model"),
            Loop = arguments.OptionalFlag("loop"),
        };
        var problems = pipeline.Add(camera);
        return problems.Count == 0 ? true : throw new CommandException(string.Join("; ", problems));
    }
}
