using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Frames;

/// <summary>What happens to one camera's frames behind the engine. Called by one thread, in the camera's order.</summary>
internal interface IFrameOutlet
{
    /// <summary>Asked before the pixels are given back: true keeps the frame until its detections are there.</summary>
    bool WantsPicture(in FrameStamp stamp);

    /// <param name="picture">The frame when it was asked for; the caller holds the lease.</param>
    void Accept(in FrameStamp stamp, Frame? picture, DetectionBuffer found, IDetector engine, in FrameTimings timings);

    /// <summary>The engine failed on this frame: nothing is known of it, which is not the same as nothing being there.</summary>
    void Lose(in FrameStamp stamp);

    /// <summary>The camera left, or the line stops: whatever is still open ends now.</summary>
    void End();
}
