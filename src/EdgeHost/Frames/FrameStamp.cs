using EdgeEngines.Frames;

namespace EdgeHost.Frames;

/// <summary>What is left of a frame when its pixels have gone into the engine.</summary>
internal readonly record struct FrameStamp(
    CameraId Camera, long Sequence, long CapturedTimestamp, DateTimeOffset CapturedAt, TimeSpan SourceTime, int SourceWidth, int SourceHeight)
{
    public static FrameStamp Of(Frame frame) => new(
        frame.Camera, frame.Sequence, frame.CapturedTimestamp, frame.CapturedAt, frame.SourceTime, frame.SourceSize.Width, frame.SourceSize.Height);
}
