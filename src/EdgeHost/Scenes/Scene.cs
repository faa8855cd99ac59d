using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using EdgeHost.Events;

namespace EdgeHost.Scenes;

/// <summary>A copy of what a camera sees, the reader's own.</summary>
/// <param name="Frame">When and how large; zero before the first frame.</param>
/// <param name="Labels">Of the model that found the tracks.</param>
/// <param name="Tracks">By rising id; those kept unseen are among them.</param>
/// <param name="CutOff">Tracks that did not fit.</param>
/// <param name="History">Oldest first, some a second, confirmed objects in sight only.</param>
/// <param name="Seconds">Now, on the clock of <see cref="SceneSample.Seconds"/>, which never runs backwards.</param>
internal sealed record Scene(
    FrameMoment Frame, LabelSet Labels, ReadOnlyMemory<Track> Tracks, int CutOff, ReadOnlyMemory<SceneSample> History, double Seconds)
{
    /// <summary>Confirmed objects with this label, those just out of sight included: the number of the <c>count</c> topic.</summary>
    public int Count(string label)
    {
        var count = 0;
        foreach (ref readonly var track in Tracks.Span)
        {
            if (track.Confirmed && Labels[track.Class].Text == label)
                count++;
        }
        return count;
    }
}

/// <summary>Where an object was at a moment.</summary>
internal readonly record struct SceneSample(double Seconds, long TrackId, int Class, float Score, Box BoxInSource);
