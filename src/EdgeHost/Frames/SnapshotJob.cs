using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using EdgeEngines.Tracking;
using Telemetry;

namespace EdgeHost.Frames;

/// <summary>A picture on its way to a snapshot, with the boxes of its own frame. Filled anew each time.</summary>
internal sealed class SnapshotJob
{
    private const int MostBoxes = 100;
    private readonly SnapshotBox[] _boxes = new SnapshotBox[MostBoxes];
    private int _count;

    public Frame? Picture { get; private set; }

    public TopicName? Topic { get; private set; }

    public ReadOnlySpan<SnapshotBox> Boxes => _boxes.AsSpan(0, _count);

    /// <summary>Takes over a lease.</summary>
    public void Fill(Frame picture, ReadOnlySpan<Track> tracks, TopicName topic)
    {
        (Picture, Topic, _count) = (picture, topic, 0);
        foreach (ref readonly var track in tracks)
        {
            if (track.Missed == 0 && _count < MostBoxes)
                _boxes[_count++] = new SnapshotBox(track.BoxInSource, track.Class);
        }
    }

    public void Clear()
    {
        Picture?.Release();
        (Picture, Topic, _count) = (null, null, 0);
    }
}
