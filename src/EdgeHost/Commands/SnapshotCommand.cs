using EdgeHost.Frames;

namespace EdgeHost.Commands;

/// <summary><c>cmd/snapshot</c>: the camera's next frame goes to its <c>snapshot</c> topic.</summary>
internal sealed class SnapshotCommand(FramePipeline pipeline) : ICommand
{
    public string Name => "snapshot";

    public string Example => """{"camera":"gate"}""";

    public Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        var id = arguments.Text("camera");
        var post = pipeline.Find(id) ?? throw UnknownCamera.Error(pipeline, id);
        post.Outlet.RequestSnapshot();
        return Task.FromResult(CommandAnswer.Done(("camera", id)));
    }
}
