namespace EdgeWorld.Streets;

/// <summary>
/// A straight street along y with cross streets at even spacing. From its middle outwards (metres, both sides alike):
/// lanes, cycle lane, parking lane (perhaps none), kerb, pavement, house fronts. Traffic keeps to the right.
/// </summary>
internal sealed record StreetLayout
{
    public const double LaneWidth = 3.3;
    public const double CycleWidth = 1.6;
    public const double ParkingWidth = 2.3;
    public const double CrossHalf = 3.4;
    public const double CrossPavement = 2.6;
    public const double ZebraWidth = 3.4;

    public static readonly StreetLayout None = new();

    public int LanesEachWay { get; init; } = 1;

    public bool HasParking { get; init; }

    public double Pavement { get; init; } = 3.6;

    public double FirstJunctionY { get; init; } = 35;

    public double JunctionSpacing { get; init; } = 95;

    /// <summary>Every junction has signals; otherwise the cross streets have stop signs.</summary>
    public bool HasSignals { get; init; } = true;

    /// <summary>Shifts the signals' clock, so that a scenario starts in the phase it needs.</summary>
    public double SignalShiftSeconds { get; init; }

    public double LanesHalf => LanesEachWay * LaneWidth;

    public double RoadHalf => LanesHalf + CycleWidth + (HasParking ? ParkingWidth : 0);

    public double HousesX => RoadHalf + Pavement;

    /// <summary>From the middle of a junction to the middle of the zebra over the main street.</summary>
    public static double ZebraFromJunction => CrossHalf + 1.4 + (ZebraWidth / 2);

    /// <summary>From the middle of a junction to the main street's stop line.</summary>
    public static double StopFromJunction => ZebraFromJunction + (ZebraWidth / 2) + 1.0;

    /// <summary>From the middle of the main street to the cross street's stop line.</summary>
    public double CrossStop => RoadHalf + 1.4 + ZebraWidth + 1.0;

    /// <summary>Half the stretch of y that a cross street takes between the houses.</summary>
    public static double CornerHalf => CrossHalf + CrossPavement;

    public double JunctionY(int junction) => FirstJunctionY + (junction * JunctionSpacing);

    public int JunctionAt(double y) => (int)Math.Floor(((y - FirstJunctionY) / JunctionSpacing) + 0.5);

    /// <summary>The first junction with its middle beyond y.</summary>
    public int JunctionAfter(double y) => (int)Math.Ceiling((y - FirstJunctionY) / JunctionSpacing);

    /// <summary>The last junction with its middle before y.</summary>
    public int JunctionBefore(double y) => (int)Math.Floor((y - FirstJunctionY) / JunctionSpacing);

    /// <summary>Middle of a lane from the street's middle, on the right for direction 1.</summary>
    public static double LaneX(int direction, int lane) => direction * ((lane + 0.5) * LaneWidth);

    public double CycleX(int direction) => direction * (LanesHalf + (CycleWidth / 2));

    public double ParkingX(int direction) => direction * (LanesHalf + CycleWidth + (ParkingWidth / 2));

    public const double CrossLaneOffset = CrossHalf / 2;
}
