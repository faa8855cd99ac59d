using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

/// <summary>Where a camera puts its frames.</summary>
internal interface IFrameSink
{
    /// <summary>Takes over the lease. A live sink drops its oldest frame when full and returns at once; an offline one blocks
    /// until there is room.</summary>
    void Deliver(Frame frame, CancellationToken cancellationToken);
}
