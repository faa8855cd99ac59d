using EdgeHost.Frames;

namespace EdgeHost.Events;

/// <summary>When a picture was taken and how large it is.</summary>
/// <param name="Seconds">For durations. May jump: every user guards itself with a <see cref="EdgeEngines.Tracking.SteadyClock"/>.</param>
/// <param name="FrameTime">Unix seconds, for messages.</param>
/// <param name="Width">Of the source picture, in whose pixels boxes are.</param>
internal readonly record struct FrameMoment(double Seconds, double FrameTime, int Width, int Height)
{
    /// <param name="bySourceClock">True for sources that are read faster than they were filmed: speeds and dwell times are then those
    /// of the film.</param>
    public static FrameMoment Of(in FrameStamp frame, TimeProvider time, bool bySourceClock) => new(
        bySourceClock ? frame.SourceTime.TotalSeconds : frame.CapturedTimestamp / (double)time.TimestampFrequency,
        (frame.CapturedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond,
        frame.SourceWidth,
        frame.SourceHeight);
}
