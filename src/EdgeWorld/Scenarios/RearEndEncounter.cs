using EdgeWorld.Actors;
using EdgeWorld.Behaviours;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>The one ahead brakes hard; the one behind sees it too late, or just in time.</summary>
internal sealed class RearEndEncounter(bool miss) : EncounterScenario(miss, "rear_end")
{
    private const double LeaderBraking = 6.5;

    protected override double PlaceY => 30;

    protected override StreetLayout Layout() => new()
    {
        FirstJunctionY = 80, JunctionSpacing = 130, Pavement = 3.8, HasParking = Random.Chance(0.5), SignalShiftSeconds = 0,
    };

    protected override (Actor Striking, Actor Struck) Stage(WorldState world)
    {
        var speed = Random.Between(9.5, 12.5);
        var gap = Random.Between(7.5, 10);
        var brakeAt = MomentSeconds - 1.7;
        var leaderWay = speed * speed / (2 * LeaderBraking);
        var lane = Lane.Main(1, 0);
        var startY = PlaceY - (speed * brakeAt) - leaderWay;
        var kind = Random.Chance(0.7) ? ActorKind.Car : ActorKind.Truck;
        var leader = Vehicle(world, kind, lane.At(startY), 0, speed, isEgo: false, new Staged((brakeAt, 0, LeaderBraking)));

        var egoStrikes = world.View == ViewKind.Vehicle && Random.Chance(0.5);
        var follower = Vehicle(world, ActorKind.Car, default, 0, speed, egoStrikes, new Staged(Follower(speed, gap, brakeAt, leaderWay)));
        follower.Position = lane.At(startY - (leader.Length / 2) - gap - (follower.Length / 2));
        if (world.View == ViewKind.Vehicle && !egoStrikes)
            Witness(world, follower.Position.Y - 18, speed);
        Oncoming(world, PlaceY + 50, 10);
        return (follower, leader);
    }

    protected override void Collide(Actor striking, Actor struck)
    {
        // Nearly plastic: both go on at about the common speed, the struck one a little faster.
        var common = (striking.Velocity + struck.Velocity) * 0.5;
        striking.Behaviour = new Sliding(common * 0.85, -0.1, 5.5);
        struck.Behaviour = new Sliding(common * 1.15, 0.15, 5);
    }

    private (double, double, double)[] Follower(double speed, double gap, double brakeAt, double leaderWay)
    {
        if (!Miss)
            return [(brakeAt + 1.35, 0, 7)];
        const double reaction = 0.6;
        var leftOver = Random.Between(0.5, 1.1);
        var way = leaderWay + gap - leftOver - (reaction * speed);
        return [(brakeAt + reaction, 0, speed * speed / (2 * way))];
    }
}
