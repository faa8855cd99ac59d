using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>
/// Waits at a zebra over the main street, crosses when the signals let it (without signals: when the traffic is far), waits
/// on the other side and comes back. Moves on to the next junction once the camera has passed this one.
/// </summary>
internal sealed class Crossing(int junction, int zebraSide, int fromSide, double speed, double alongZebra) : Behaviour
{
    private int _junction = junction;
    private int _side = fromSide;
    private double _waited;
    private bool _walking;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        var layout = world.Layout;
        var zebraY = layout.JunctionY(_junction) + (zebraSide * StreetLayout.ZebraFromJunction) + alongZebra;
        if (zebraY < world.Rig.View.Position.Y - 8)
        {
            _junction = layout.JunctionAfter(world.Rig.View.Position.Y + 30);
            _walking = false;
            zebraY = layout.JunctionY(_junction) + (zebraSide * StreetLayout.ZebraFromJunction) + alongZebra;
            actor.Position = new Vec3(_side * (layout.RoadHalf + 0.7), zebraY, 0);
            Walking.Renew(actor, world);
        }
        var x = actor.Position.X;
        if (!_walking)
        {
            _waited += seconds;
            if (_waited > 0.8 && (world.Tick % 12) == 0 && MayWalk(world, zebraY))
                _walking = true;
        }
        else
        {
            x -= _side * speed * seconds;
            if (x * -_side >= layout.RoadHalf + 0.7)
            {
                _walking = false;
                _side = -_side;
                _waited = -2;
            }
        }
        actor.Position = new Vec3(x, zebraY, 0);
        actor.Heading = -_side * (Trigonometry.Pi / 2);
        actor.Velocity = new Vec3(_walking ? -_side * speed : 0, 0, 0);
        actor.State = _walking ? "walking" : "standing";
        if (_walking)
            Walking.Gait(actor, speed, seconds);
    }

    private bool MayWalk(WorldState world, double zebraY)
    {
        var needed = 2 * world.Layout.LanesHalf / speed;
        if (world.Layout.HasSignals)
            return Signals.WalkSecondsLeft(_junction, world.Seconds, world.Layout.SignalShiftSeconds) > needed * 0.8;
        foreach (var other in world.Actors)
        {
            if (other.Active && other.IsVehicle && Math.Abs(other.Position.X) < world.Layout.LanesHalf && other.Speed > 0.5)
            {
                var distance = zebraY - other.Position.Y;
                if (distance * other.Velocity.Y > 0 && Math.Abs(distance) < other.Speed * (needed + 1))
                    return false;
            }
        }
        return true;
    }
}
