namespace EdgeHost.Frames;

/// <summary>Where one frame's time went, on the monotonic clock.</summary>
/// <param name="Queued">Captured to taken by the engine's feeder.</param>
/// <param name="Prepared">Pixels to tensor.</param>
/// <param name="Waited">In slots: ready but the engine busy, and done but earlier frames still on their way.</param>
/// <param name="Ran">Inside the engine.</param>
internal readonly record struct FrameTimings(TimeSpan Queued, TimeSpan Prepared, TimeSpan Waited, TimeSpan Ran);
