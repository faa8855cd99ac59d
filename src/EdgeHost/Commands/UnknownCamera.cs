using EdgeHost.Frames;

namespace EdgeHost.Commands;

internal static class UnknownCamera
{
    public static CommandException Error(FramePipeline pipeline, string id) =>
        new($"there is no camera '{id}'; expected one of {string.Join(", ", pipeline.Posts.Select(p => p.Id.Name))}");
}
