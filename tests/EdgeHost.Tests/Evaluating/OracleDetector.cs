using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeWorld;
using EdgeWorld.Scenes;

namespace EdgeHost.Tests.Evaluating;

/// <summary>An engine that knows the films: it plays its own copy of each, and says of every picture what the change makes of its truth.
/// A picture that is not the next one of its film starts the next film.</summary>
internal sealed class OracleDetector(IReadOnlyList<WorldOptions> films, Func<SceneObject, int, IEnumerable<Detection>> change) : IDetector
{
    public ModelDescription Model { get; } = new()
    {
        Name = "oracle",
        Task = "detect",
        File = "none.onnx",
        Sha256 = "00",
        Input = new InputDescription { Name = "x", Width = 2, Height = 2 },
        Head = new HeadDescription { Kind = "yolov8" },
        Labels = WorldClasses.Names,
    };

    public EngineReport Report { get; } = new("oracle", ["CPU"], ["CPU"], [], "fp32", 0);

    public int BatchSize => 1;

    public IDetectorPass CreatePass() => new Pass(this);

    public void Dispose()
    {
    }

    /// <summary>The object's own box, sure of it.</summary>
    public static Detection Exact(SceneObject thing, float score = 0.9f) => new(
        new Box((float)thing.Box[0], (float)thing.Box[1], (float)thing.Box[2], (float)thing.Box[3]), score, WorldClasses.IndexOf(thing.Class));

    private sealed class Pass(OracleDetector owner) : IDetectorPass
    {
        private StreetWorld? _world;
        private SceneGraph? _graph;

        public void Prepare(int item, Frame frame)
        {
            if (_world is null || frame.Sequence <= _world.FrameIndex)
            {
                _world?.Dispose();
                _world = new StreetWorld(owner.NextFilm());
            }
            while (_world.FrameIndex < frame.Sequence)
                _world.Advance();
            _graph = _world.Graph();
        }

        public void Run(int items)
        {
        }

        public void Read(int item, DetectionBuffer found)
        {
            found.Clear();
            foreach (var thing in _graph!.Objects.Where(o => o.Visible > 0))
            {
                foreach (var detection in owner.Change(thing, (int)_graph.Frame))
                    found.TryAdd(detection);
            }
        }

        public void Dispose() => _world?.Dispose();
    }

    private int _film;

    private WorldOptions NextFilm() => films[_film++];

    private Func<SceneObject, int, IEnumerable<Detection>> Change => change;
}
