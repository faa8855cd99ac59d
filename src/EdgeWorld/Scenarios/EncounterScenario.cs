using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Scenes;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>
/// Two that collide, or nearly. A script brings them together; the contact itself is found from their footprints, and from
/// then on they slide. The label is filled in at that step (StreetWorld tells how it is known beforehand).
/// </summary>
internal abstract class EncounterScenario(bool miss, string type) : Scenario
{
    /// <summary>By then every encounter is over.</summary>
    public const double LongestSeconds = 14;

    private Furnisher? _furnisher;
    private Actor _struck = null!;
    private Actor _striking = null!;
    private double _smallestGap = double.MaxValue;

    protected bool Miss => miss;

    /// <summary>When, where along the street, and by which draws.</summary>
    protected double MomentSeconds { get; private set; }

    protected WorldRandom Random { get; private set; } = null!;

    public override void Build(WorldState world)
    {
        Random = new WorldRandom(world.Options.Seed, 3);
        MomentSeconds = Random.Between(4.0, 6.0);
        world.Layout = Layout();
        _furnisher = new Furnisher(Amount);
        (_striking, _struck) = Stage(world);
        if (world.View == ViewKind.Vehicle)
            StreetMount.OnVehicle(world, Random);
        else if (world.View == ViewKind.Person)
            StreetMount.OnPerson(world, new PavementPath(world.Layout.RoadHalf + 1.6, PlaceY - 20, 0.7, 5.6));
        else
            StreetMount.OnPole(world, 1, PlaceY - PoleBefore, 0, PlaceY, 5);
        _furnisher.Update(world);
        ClearWay(world);
        StreetMount.ClearView(world);
        new Population(world, PlaceY - 25).Fill(Amount);
    }

    public override void AfterStep(WorldState world)
    {
        if (world.Tick % 30 == 0)
            _furnisher!.Update(world);
        var gap = Footprint.Gap(_striking, _struck);
        if (miss)
        {
            if (gap < _smallestGap - 0.001 && world.Seconds < LongestSeconds)
            {
                _smallestGap = gap;
                Label(world, "near_miss", gap);
            }
        }
        else if (world.Labels.Count == 0 && gap <= 0)
        {
            Label(world, "collision", 0);
            Collide(_striking, _struck);
        }
    }

    protected virtual Furnishing Amount => new()
    {
        Cars = 0, Trucks = 0, Buses = 0, Motorcycles = 0, CrossVehicles = 0, Crossers = 0, Bicycles = 0, Walkers = 5, Standers = 2, Cones = 0,
    };

    protected abstract double PlaceY { get; }

    /// <summary>Metres from a camera on a pole to the place.</summary>
    protected virtual double PoleBefore => 15;

    protected abstract StreetLayout Layout();

    /// <summary>Brings in the two, and the camera's vehicle where it has one.</summary>
    protected abstract (Actor Striking, Actor Struck) Stage(WorldState world);

    protected abstract void Collide(Actor striking, Actor struck);

    protected virtual void ClearWay(WorldState world)
    {
    }

    /// <summary>A vehicle at a place with a script; the camera's own when asked.</summary>
    protected Actor Vehicle(WorldState world, ActorKind kind, Vec3 position, double heading, double speed, bool isEgo, Behaviours.Behaviour behaviour)
    {
        Actor actor;
        if (isEgo)
        {
            actor = new Actor(kind, 0);
            world.Actors.Add(actor);
            world.Ego = actor;
        }
        else
        {
            actor = world.Add(kind);
        }
        Dressing.Restyle(actor, Random);
        (actor.Position, actor.Heading, actor.State, actor.Behaviour) = (position, heading, "moving", behaviour);
        actor.Velocity = actor.Forward * speed;
        return actor;
    }

    /// <summary>The camera's vehicle as a witness, driving behind.</summary>
    protected static void Witness(WorldState world, double y, double speed) => new Population(world, y).Ego(y, speed).Velocity = new Vec3(0, speed, 0);

    /// <summary>Oncoming traffic on the other side.</summary>
    protected void Oncoming(WorldState world, double y, double speed)
    {
        var lane = Behaviours.Lane.Main(-1, 0);
        var actor = Vehicle(world, ActorKind.Car, lane.At(-y), lane.Heading, speed, isEgo: false, new Behaviours.Driving(lane, speed));
        actor.State = "moving";
    }

    private void Label(WorldState world, string kind, double gap)
    {
        var closing = (_striking.Velocity - _struck.Velocity).Length;
        world.Labels.Clear();
        world.Labels.Add(new SceneLabel
        {
            Kind = kind,
            Type = type,
            MomentS = Rounded.To(world.Seconds, 4),
            GapM = Rounded.To(gap, 3),
            ClosingMps = Rounded.To(closing, 3),
            Tracks = [_striking.TrackId, _struck.TrackId],
        });
    }
}
