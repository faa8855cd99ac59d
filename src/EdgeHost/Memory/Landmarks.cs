using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using EdgeHost.Events;

namespace EdgeHost.Memory;

/// <summary>
/// What a thing is on or near, from the boxes of one frame alone: on what its foot lies on, where that is something things lie on and is larger;
/// else near what stays where it is. Labels of this program's own world and of COCO.
/// </summary>
internal sealed class Landmarks(LabelSet labels)
{
    private static readonly string[] s_supports = ["table", "dining table", "desk", "bench", "chair", "couch", "sofa", "bed", "shelf", "steps"];

    private static readonly string[] s_marks =
    [
        "door", "bench", "steps", "traffic light", "stop sign", "fire hydrant", "parking meter", "table", "dining table", "desk", "couch", "sofa", "bed", "shelf", "tv",
        "refrigerator", "sink", "toilet", "oven", "microwave", "potted plant",
    ];

    private readonly bool[] _isSupport = Flags(labels, s_supports);
    private readonly bool[] _isMark = Flags(labels, s_marks);

    /// <summary>Allocates nothing.</summary>
    public Whereabouts Of(in Track thing, ReadOnlySpan<Track> tracks)
    {
        var (support, smallest) = (-1, float.MaxValue);
        var (mark, closest) = (-1, double.MaxValue);
        foreach (ref readonly var other in tracks)
        {
            if (other.Id == thing.Id || other is not { Confirmed: true, Missed: 0 } || (uint)other.Class >= (uint)_isSupport.Length)
                continue;
            if (_isSupport[other.Class] && other.BoxInSource.Area < smallest && LiesOn(thing.BoxInSource, other.BoxInSource))
                (support, smallest) = (other.Class, other.BoxInSource.Area);
            if (_isMark[other.Class] && Gap(thing.BoxInSource, other.BoxInSource) is var gap && gap < closest && gap < Reach(thing.BoxInSource, other.BoxInSource))
                (mark, closest) = (other.Class, gap);
        }
        return support >= 0 ? new("on", labels[support].Text) : mark >= 0 ? new("near", labels[mark].Text) : default;
    }

    private static bool LiesOn(in Box thing, in Box support)
    {
        var foot = (thing.Left + thing.Right) / 2;
        return thing.Area < support.Area && foot > support.Left && foot < support.Right && thing.Bottom > support.Top && thing.Bottom <= support.Bottom;
    }

    private static double Gap(in Box one, in Box other)
    {
        double x = Math.Max(0, Math.Max(one.Left, other.Left) - Math.Min(one.Right, other.Right)), y = Math.Max(0, Math.Max(one.Top, other.Top) - Math.Min(one.Bottom, other.Bottom));
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>As far as the two are large on average.</summary>
    private static double Reach(in Box one, in Box other) => (Math.Sqrt(one.Area) + Math.Sqrt(other.Area)) / 2;

    private static bool[] Flags(LabelSet labels, string[] named)
    {
        var flags = new bool[labels.Count];
        for (var i = 0; i < flags.Length; i++)
            flags[i] = Array.IndexOf(named, labels[i].Text) >= 0;
        return flags;
    }
}
