using EdgeHost.Frames;

namespace EdgeHost.Events;

/// <summary>When a picture was taken and how large it is.</summary>
/// <param name="Seconds">For durations. May jump: every user guards itself with a <see cref="EdgeEngines.Tracking.SteadyClock"/>.</param>
/// <param name="FrameTime">Unix seconds, for messages.</param>
/// <param name="Width">Of the source picture, in whose pixels boxes are.</param>
internal readonly record struct FrameMoment(double Seconds, double FrameTime, int Width, int Height)
{
    /// <summary>By the clock of the capture. For a source that is read faster than it was filmed, replace <see cref="Seconds"/> with its
    /// own time: speeds and dwell times are then those of the film.</summary>
    public static FrameMoment Of(in FrameStamp stamp, TimeProvider time) => new(
        stamp.CapturedTimestamp / (double)time.TimestampFrequency, stamp.UnixSeconds, stamp.SourceWidth, stamp.SourceHeight);
}
