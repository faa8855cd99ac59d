using EdgeEngines.Frames;
using EdgeHost.Frames;
using EdgeHost.Rewards;
using EdgeWorld;

namespace EdgeHost.Asking;

/// <summary>A frame that was asked about, held until its answer's rewards are told.</summary>
/// <param name="Frame">Its lease is this one's.</param>
/// <param name="Reader">Null where no models read.</param>
internal sealed record HeldLook(CameraPost Post, Frame Frame, CropReader? Reader) : IDisposable
{
    public LookedAtScene Scene => new(
        Frame,
        Post.Outlet.Truth?.Find(Frame.SourceTime),
        Post.Worker?.Settings.Uri.World is { } world ? WorldOptions.Parse(world).ToUri() : null,
        Post.Line.Detector is { } detector ? ModelName.Of(detector.Model) : null);

    public void Dispose()
    {
        Reader?.Dispose();
        Frame.Release();
    }
}
