using EdgeWorld.Actors;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>
/// Keeps to a lane and follows what is ahead by the intelligent driver model (Treiber, Hennecke, Helbing 2000), where red
/// signals, stop lines and people on the road count as standing leaders. Who leaves the simulated stretch comes back at its
/// other end as somebody else.
/// </summary>
internal sealed class Driving(Lane lane, double desiredSpeed) : Behaviour
{
    public const double StretchAhead = 125;
    public const double StretchBehind = 50;
    public const double CrossStretch = 62;

    private const double ComfortAcceleration = 1.7;
    private const double ComfortBraking = 2.4;
    private const double HeadwaySeconds = 1.2;
    private const double StandstillGap = 2.2;
    private const int LookEverySteps = 6;

    private double _gap = double.MaxValue;
    private double _leaderSpeed;
    private double _waited;
    private bool _mayGo;

    public Lane Lane { get; private set; } = lane;

    public double DesiredSpeed { get; set; } = desiredSpeed;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        if (!actor.Active)
        {
            if ((world.Tick + actor.TrackId) % 30 == 0)
                TryEnter(actor, world);
            return;
        }
        var way = Lane.WayOf(actor.Position);
        var speed = actor.Velocity.Length;
        if ((world.Tick + actor.TrackId) % LookEverySteps == 0)
            Look(actor, world, way, speed);
        else
            _gap -= (speed - _leaderSpeed) * seconds;

        var acceleration = Acceleration(speed);
        speed = Math.Max(0, speed + (acceleration * seconds));
        actor.Heading = Lane.Heading;
        actor.Position = Lane.At(way + (speed * seconds));
        actor.Velocity = actor.Forward * speed;
        actor.Phase += speed * seconds / 0.32;
        actor.Braking = acceleration < -0.7 || speed < 0.2;
        actor.State = speed < 0.2 ? "stopped" : "moving";
        if (actor != world.Ego)
            LeaveIfOutside(actor, world);
    }

    private double Acceleration(double speed)
    {
        var ratio = speed / DesiredSpeed;
        var free = 1 - (ratio * ratio * ratio * ratio);
        if (_gap > 90)
            return ComfortAcceleration * Math.Max(free, -2);
        var approach = speed * (speed - _leaderSpeed) / (2 * Math.Sqrt(ComfortAcceleration * ComfortBraking));
        var wanted = StandstillGap + Math.Max(0, (speed * HeadwaySeconds) + approach);
        var share = wanted / Math.Max(_gap, 0.3);
        return Math.Max(-8, ComfortAcceleration * (free - (share * share)));
    }

    private void Look(Actor actor, WorldState world, double way, double speed)
    {
        _gap = double.MaxValue;
        _leaderSpeed = 0;
        var forward = actor.Forward;
        var right = actor.Right;
        foreach (var other in world.Actors)
        {
            if (other == actor || !other.Active || !(other.IsVehicle || other.Kind is ActorKind.Person or ActorKind.Dog or ActorKind.Pram))
                continue;
            var offset = other.Position - actor.Position;
            var ahead = offset.Dot(forward);
            if (ahead is < 0 or > 70)
                continue;
            var margin = other.Kind == ActorKind.Person ? other.Speed > 0.2 ? 1.2 : 0.2 : 0.15;
            if (Math.Abs(offset.Dot(right)) > (actor.Width / 2) + other.HalfExtent(right) + margin)
                continue;
            var gap = ahead - (actor.Length / 2) - other.HalfExtent(forward);
            if (gap < _gap)
                (_gap, _leaderSpeed) = (gap, Math.Max(0, other.Velocity.Dot(forward)));
        }
        LookAtStopLine(actor, world, way, speed);
    }

    private void LookAtStopLine(Actor actor, WorldState world, double way, double speed)
    {
        var nose = way + (actor.Length / 2);
        var (stop, junction) = Lane.NextStop(world.Layout, nose - 0.5);
        var distance = stop - nose;
        if (distance is < -0.5 or > 60 || !MustStop(actor, world, junction, distance, speed))
            return;
        distance += StandstillGap - 0.6; // the model keeps its standstill gap; a line may be approached nearer
        if (distance < _gap)
            (_gap, _leaderSpeed) = (distance, 0);
    }

    private bool MustStop(Actor actor, WorldState world, int junction, double distance, double speed)
    {
        if (world.Layout.HasSignals)
        {
            return Signals.State(junction, Lane.Crosses, world.Seconds, world.Layout.SignalShiftSeconds) switch
            {
                "red" => true,
                "amber" => distance > speed * speed / (2 * 3.5),
                _ => false,
            };
        }
        if (!Lane.Crosses || _mayGo)
            return false;
        if (distance < 2.5 && speed < 0.3)
            _waited += LookEverySteps * WorldState.StepSeconds;
        _mayGo = _waited > 1.2 && JunctionIsFree(actor, world, world.Layout.JunctionY(junction));
        return !_mayGo;
    }

    private static bool JunctionIsFree(Actor actor, WorldState world, double junctionY)
    {
        foreach (var other in world.Actors)
        {
            if (other != actor && other.IsVehicle && other.Active && Math.Abs(other.Position.X) < world.Layout.LanesHalf + StreetLayout.CycleWidth
                && other.Speed > 0.2)
            {
                var distance = other.Position.Y - junctionY;
                var approaching = distance * other.Velocity.Y <= 0;
                if (Math.Abs(distance) < 8 || (approaching && Math.Abs(distance) < other.Speed * 5))
                    return false;
            }
        }
        return true;
    }

    private void LeaveIfOutside(Actor actor, WorldState world)
    {
        var camera = world.Rig.View.Position.Y;
        if (Lane.Crosses)
        {
            if (Lane.WayOf(actor.Position) > CrossStretch || actor.Position.Y < camera - StretchBehind)
                actor.Active = false;
            return;
        }
        if (actor.Position.Y > camera + StretchAhead + 5 || actor.Position.Y < camera - StretchBehind - 5)
            actor.Active = false;
    }

    /// <summary>Comes back as another vehicle where the stretch begins for it, once there is room.</summary>
    private void TryEnter(Actor actor, WorldState world)
    {
        var camera = world.Rig.View.Position.Y;
        double way;
        if (Lane.Crosses)
        {
            var junction = world.Layout.JunctionAfter(camera - 4);
            Lane = Lane.Cross(world.Layout, junction, Lane.Direction);
            way = -CrossStretch;
        }
        else if (Lane.Direction < 0)
        {
            way = -(camera + StretchAhead);
        }
        else
        {
            // Whoever was overtaken by the camera comes back ahead of it, whoever drove away comes from behind.
            way = actor.Position.Y < camera ? camera + StretchAhead : camera - StretchBehind;
        }
        var entry = Lane.At(way);
        foreach (var other in world.Actors)
        {
            if (other == actor || !other.Active || !other.IsVehicle)
                continue;
            var aside = Lane.Crosses ? other.Position.Y - entry.Y : other.Position.X - entry.X;
            if (Math.Abs(aside) < 1.8 && other.Position.GroundDistance(entry) < 14)
                return; // the same lane is taken; neighbours and parked cars do not matter
        }
        actor.TrackId = world.NextTrackId();
        Dressing.Restyle(actor, world.Random);
        actor.Active = true;
        actor.Position = entry;
        actor.Heading = Lane.Heading;
        actor.Velocity = actor.Forward * (DesiredSpeed * 0.8);
        (_waited, _mayGo, _gap) = (0, false, double.MaxValue);
    }
}
