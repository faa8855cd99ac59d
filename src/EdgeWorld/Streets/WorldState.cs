using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Scenes;
using EdgeWorld.Viewing;

namespace EdgeWorld.Streets;

/// <summary>Everything that is simulated. Stepped at a fixed rate, so that the camera's frame rate changes nothing in it.</summary>
internal sealed class WorldState(WorldOptions options, ViewKind view, LightKind light)
{
    public const int StepsPerSecond = 120;
    public const double StepSeconds = 1.0 / StepsPerSecond;

    private int _lastTrackId;

    public WorldOptions Options { get; } = options;

    public ViewKind View { get; } = view;

    public LightKind Light { get; } = light;

    /// <summary>Draws of the simulation, in the order of its steps.</summary>
    public WorldRandom Random { get; } = new(options.Seed, 1);

    public StreetLayout Layout { get; set; } = StreetLayout.None;

    public Rooms.Room? Room { get; set; }

    public List<Actor> Actors { get; } = [];

    /// <summary>The vehicle that carries the camera; not drawn.</summary>
    public Actor? Ego { get; set; }

    public CameraRig Rig { get; set; } = null!;

    public List<SceneLabel> Labels { get; } = [];

    public long Tick { get; private set; }

    public double Seconds => Tick * StepSeconds;

    public int NextTrackId() => ++_lastTrackId;

    public Actor Add(ActorKind kind)
    {
        var actor = new Actor(kind, NextTrackId());
        Actors.Add(actor);
        return actor;
    }

    public void Step()
    {
        Tick++;
        for (var i = 0; i < Actors.Count; i++)
            Actors[i].Behaviour?.Step(Actors[i], this, StepSeconds);
        Rig.Step(this, StepSeconds);
    }
}
