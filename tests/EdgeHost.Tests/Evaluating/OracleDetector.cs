using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeWorld;
using EdgeWorld.Scenes;

namespace EdgeHost.Tests.Evaluating;

/// <summary>An engine that says of every picture what the change makes of its truth.</summary>
/// <param name="films">The films that it will be shown, in order.</param>
/// <param name="change">From an object in the picture and the frame's number to what is found of it.</param>
internal sealed class OracleDetector(IReadOnlyList<WorldOptions> films, Func<SceneObject, int, IEnumerable<Detection>> change) : IDetector
{
    private readonly FilmOracle _oracle = new(films);

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

    public void Dispose() => _oracle.Dispose();

    /// <summary>The object's own box, sure of it.</summary>
    public static Detection Exact(SceneObject thing, float score = 0.9f) => new(
        new Box((float)thing.Box[0], (float)thing.Box[1], (float)thing.Box[2], (float)thing.Box[3]), score, WorldClasses.IndexOf(thing.Class));

    private void Find(SceneGraph truth, DetectionBuffer found)
    {
        found.Clear();
        foreach (var thing in truth.Objects.Where(o => o.Visible > 0))
        {
            foreach (var detection in change(thing, (int)truth.Frame))
                found.TryAdd(detection);
        }
    }

    private sealed class Pass(OracleDetector owner) : IDetectorPass
    {
        private SceneGraph? _truth;

        public void Prepare(int item, Frame frame) => _truth = owner._oracle.Truth(frame);

        public void Run(int items)
        {
        }

        public void Read(int item, DetectionBuffer found) => owner.Find(_truth!, found);

        public void Dispose()
        {
        }
    }
}
