using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>A straight lane: along the main street, or across it at a junction. Way is the metres run along its direction.</summary>
internal readonly record struct Lane(bool Crosses, int Junction, int Direction, double Offset)
{
    public double Heading => Crosses
        ? Direction > 0 ? Trigonometry.Pi / 2 : -Trigonometry.Pi / 2
        : Direction > 0 ? 0 : Trigonometry.Pi;

    public static Lane Main(int direction, int lane) => new(false, 0, direction, StreetLayout.LaneX(direction, lane));

    public static Lane Cycle(StreetLayout layout, int direction) => new(false, 0, direction, layout.CycleX(direction));

    public static Lane Cross(StreetLayout layout, int junction, int direction) =>
        new(true, junction, direction, layout.JunctionY(junction) - (direction * StreetLayout.CrossLaneOffset));

    public Vec3 At(double way) => Crosses ? new(Direction * way, Offset, 0) : new(Offset, Direction * way, 0);

    public double WayOf(Vec3 position) => Direction * (Crosses ? position.X : position.Y);

    /// <summary>Way of the next stop line at or after a way, and its junction.</summary>
    public (double Way, int Junction) NextStop(StreetLayout layout, double way)
    {
        if (Crosses)
            return (-layout.CrossStop, Junction);
        var reach = StreetLayout.StopFromJunction;
        var junction = Direction > 0
            ? layout.JunctionAfter(way + reach)
            : layout.JunctionBefore(-(way + reach));
        return ((Direction * layout.JunctionY(junction)) - reach, junction);
    }
}
