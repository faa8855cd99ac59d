using EdgeEngines.Frames;
using EdgeWorld.Drawing;
using EdgeWorld.Numerics;
using EdgeWorld.Scenarios;
using EdgeWorld.Scenes;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld;

/// <summary>
/// The simulated street world: a camera whose truth is known.
/// <code>
/// options ─► scenario ─► world state ─► step (120 Hz) ─► composition ─┬─► picture (RGB24)
///             builds      actors, rig    moves, collides   parts       └─► scene graph (truth)
/// </code>
/// A new world stands at frame 0; <see cref="Advance"/> goes to the next. The same options give the same scene graphs on every
/// machine, and the same pixels on one machine. Not thread-safe.
/// </summary>
public sealed class StreetWorld : IDisposable
{
    private readonly WorldState _world;
    private readonly Scenario _scenario;
    private readonly Mood _mood;
    private readonly SceneLabel[] _labels;
    private readonly Composition _composition = new();
    private readonly SceneGraphWriter _truth;
    private readonly Painter _painter;
    private long _composedTick = -1;

    public StreetWorld(WorldOptions options)
    {
        options.Check();
        Options = options;
        (_world, _scenario) = Build(options);
        _mood = Mood.Of(_world.Light);
        _labels = Foresee(options, _scenario);
        _truth = new SceneGraphWriter(_world, _labels);
        _painter = new Painter(_world, _mood);
    }

    public WorldOptions Options { get; }

    /// <summary>Index of the current frame, from 0.</summary>
    public long FrameIndex { get; private set; }

    public double Seconds => _world.Seconds;

    public CameraView View => _world.Rig.View;

    /// <summary>What the scenario is about, known from the start: the collision's moment, for one.</summary>
    public IReadOnlyList<SceneLabel> Labels => _labels;

    /// <summary>Steps the world to the next frame's moment (the nearest of its 120 a second).</summary>
    public void Advance()
    {
        FrameIndex++;
        var tick = (long)Math.Floor((FrameIndex * WorldState.StepsPerSecond / Options.Fps) + 0.5);
        while (_world.Tick < tick)
        {
            _world.Step();
            _scenario.AfterStep(_world);
        }
    }

    /// <summary>Draws the current frame into a rented RGB24 frame of the world's size.</summary>
    public unsafe void Paint(Frame frame)
    {
        if (frame.Format.Pixels != PixelFormat.Rgb24 || frame.Format.Width != Options.Width || frame.Format.Height != Options.Height)
            throw new ArgumentException($"the frame is {frame.Format}, the world draws {Format}", nameof(frame));
        Compose();
        _painter.Paint(_composition, frame.Pointer);
        frame.SourceTime = TimeSpan.FromSeconds(Seconds);
        frame.Sequence = FrameIndex;
    }

    /// <summary>What a frame for <see cref="Paint"/> is rented as.</summary>
    public FrameFormat Format => new(PixelFormat.Rgb24, Options.Width, Options.Height);

    /// <summary>The truth about the current frame.</summary>
    public SceneGraph Graph(bool withRelations = false)
    {
        Compose();
        var graph = _truth.Write(_composition, FrameIndex);
        return withRelations ? graph with { Relations = SceneRelations.Of(graph) } : graph;
    }

    public void Dispose() => _painter.Dispose();

    /// <summary>Pixels (BGRA) of one object alone on black, for tests of the truth; null when it is not in the picture.</summary>
    internal byte[]? PaintAlone(int trackId, bool withLoose)
    {
        var actor = _world.Actors.Find(a => a.TrackId == trackId && a.Active);
        if (actor is null)
            return null;
        _composition.Compose(_world, _mood, actor);
        _composedTick = -1;
        return _composition.Items.Length == 0 ? null : _painter.PaintAlone(_composition, withLoose);
    }

    private void Compose()
    {
        if (_composedTick == _world.Tick)
            return;
        _composition.Compose(_world, _mood);
        _composedTick = _world.Tick;
    }

    private static (WorldState World, Scenario Scenario) Build(WorldOptions options)
    {
        var lights = Enum.GetValues<LightKind>();
        var light = options.Light ?? new WorldRandom(options.Seed, 9).Pick<LightKind>(lights);
        var world = new WorldState(options, options.View ?? ScenarioCatalog.DefaultView(options.Scenario), light);
        var scenario = ScenarioCatalog.Create(options.Scenario, options.Seed);
        scenario.Build(world);
        return (world, scenario);
    }

    /// <summary>An encounter's moment is known from a world of the same options that runs ahead unseen.</summary>
    private static SceneLabel[] Foresee(WorldOptions options, Scenario scenario)
    {
        if (scenario is not EncounterScenario)
            return [];
        var (world, ahead) = Build(options);
        while (world.Seconds < EncounterScenario.LongestSeconds)
        {
            world.Step();
            ahead.AfterStep(world);
        }
        return world.Labels.Count > 0
            ? [.. world.Labels]
            : throw new InvalidOperationException($"scenario {options.Scenario} with seed {options.Seed} brought nobody together");
    }
}
