using System.Runtime.InteropServices;
using EdgeEngines.Tracking;
using EdgeWorld;
using EdgeWorld.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>
/// The truth of one simulated camera's frames on their way through the line, and how well what comes out agrees with it. The camera's
/// thread puts truth in, the engine's finishing thread judges, anyone reads. Cameras without a truth have no board.
/// </summary>
internal sealed class TruthBoard
{
    /// <summary>A camera has at most a dozen pictures on their way (<c>FrameBuffers</c>); a few times that costs nothing.</summary>
    private const int FramesKept = 64;

    private readonly Lock _gate = new();
    private readonly TimeSpan[] _times = new TimeSpan[FramesKept];
    private readonly List<TruthBox>[] _truths = [.. Enumerable.Range(0, FramesKept).Select(_ => new List<TruthBox>())];
    private readonly SceneGraph?[] _graphs = new SceneGraph?[FramesKept];
    private readonly FrameMatch _match = new();
    private readonly List<FoundBox> _found = [];
    private readonly List<TruthBox> _known = [];
    private int _kept;
    private bool[] _isKnown = new bool[WorldClasses.Names.Count];
    private ClassMap _classes = new([]);
    private TruthFigures _figures;

    /// <summary>The truth of a frame that is about to be delivered.</summary>
    public void Put(TimeSpan sourceTime, SceneGraph graph)
    {
        lock (_gate)
        {
            var slot = _kept++ % FramesKept;
            (_times[slot], _graphs[slot]) = (sourceTime, graph);
            _truths[slot].Clear();
            TruthBox.Read(graph, _truths[slot]);
        }
    }

    /// <summary>The whole truth of a frame; null where that is gone.</summary>
    public SceneGraph? Find(TimeSpan sourceTime)
    {
        lock (_gate)
            return Array.IndexOf(_times, sourceTime, 0, Math.Min(_kept, FramesKept)) is >= 0 and var slot ? _graphs[slot] : null;
    }

    /// <summary>Another model: the count begins anew. Classes that it cannot name are nothing that it misses.</summary>
    public void Use(IReadOnlyList<string> labels)
    {
        lock (_gate)
        {
            _classes = new ClassMap(labels);
            _isKnown = [.. WorldClasses.Names.Select(name => !_classes.Unknown.Contains(name))];
            _figures = default;
        }
    }

    /// <summary>Holds a frame's published objects against its truth. Once warm it allocates nothing.</summary>
    public void Judge(TimeSpan sourceTime, ReadOnlySpan<Track> tracks)
    {
        lock (_gate)
        {
            var slot = Array.IndexOf(_times, sourceTime, 0, Math.Min(_kept, FramesKept));
            if (slot < 0)
                return;
            _found.Clear();
            foreach (ref readonly var track in tracks)
            {
                if (track.Missed == 0 && _classes.WorldOf(track.Class) is var worldClass && worldClass != ClassMap.None)
                    _found.Add(new FoundBox(track.BoxInSource, worldClass, track.Score, track.Id));
            }
            _known.Clear();
            foreach (ref readonly var thing in CollectionsMarshal.AsSpan(_truths[slot]))
            {
                if (_isKnown[thing.Class])
                    _known.Add(thing);
            }
            _match.Match(CollectionsMarshal.AsSpan(_found), CollectionsMarshal.AsSpan(_known));
            _figures = new TruthFigures(_figures.Frames + 1, _figures.Right + _match.Right, _figures.Wrong + _match.Wrong, _figures.Missed + _match.Missed);
        }
    }

    /// <summary>Since the model began.</summary>
    public TruthFigures Read()
    {
        lock (_gate)
            return _figures;
    }
}

/// <summary>Boxes and objects counted frame by frame, at IoU 0.5; ignored objects count neither way.</summary>
internal readonly record struct TruthFigures(long Frames, long Right, long Wrong, long Missed)
{
    /// <summary>There was something to find or somebody said so.</summary>
    public bool IsKnown => Right + Wrong + Missed > 0;

    public double Precision => Right + Wrong == 0 ? 0 : (double)Right / (Right + Wrong);

    public double Recall => Right + Missed == 0 ? 0 : (double)Right / (Right + Missed);
}
