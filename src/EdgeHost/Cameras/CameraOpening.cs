using EdgeEngines.Frames;
using EdgeHost.Asking;
using EdgeHost.Evaluating;

namespace EdgeHost.Cameras;

/// <summary>What a source needs to know to open.</summary>
/// <param name="Camera">Whose source it is.</param>
/// <param name="Uri">Where the pictures come from.</param>
/// <param name="Counters">Where the source counts what it skips.</param>
/// <param name="Time">Stamps streams that carry no times of their own.</param>
/// <param name="ResumeAfter">Source time of the last frame delivered before a failure: a file goes on behind it. Null from the start.</param>
internal sealed record CameraOpening(CameraId Camera, CameraUri Uri, CameraCounters Counters, TimeProvider Time, TimeSpan? ResumeAfter = null)
{
    /// <summary>A file that has been played once, whole, is to be played again: by the source itself if it can. Null: play once.</summary>
    public PlayAgain? Again { get; init; }

    /// <summary>From the size of the camera's pictures to the smallest that still shows the engine all it can use: a JPEG may be
    /// decoded at a fraction, not below this. Null: always whole.</summary>
    public Func<(int Width, int Height), (int Width, int Height)>? SmallestFrame { get; init; }

    /// <summary>Where a simulated camera puts the truth of each frame; null: nobody wants it.</summary>
    public TruthBoard? Truth { get; init; }

    /// <summary>Where a camera that knows how it stands puts that; null: nobody wants it.</summary>
    public PoseBoard? Pose { get; init; }
}

/// <param name="Frames">In one play.</param>
/// <param name="Plays">How often; null for ever.</param>
internal readonly record struct PlayAgain(long Frames, int? Plays);
