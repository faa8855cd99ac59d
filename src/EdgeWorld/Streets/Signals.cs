namespace EdgeWorld.Streets;

/// <summary>The signals of all junctions: main street green, amber, all red, cross street green, amber, all red.</summary>
internal static class Signals
{
    public const double MainGreen = 11;
    public const double CrossGreen = 8;
    public const double Amber = 2.5;
    public const double AllRed = 1.5;
    public const double Cycle = MainGreen + CrossGreen + (2 * (Amber + AllRed));

    /// <summary>State at a junction; neighbours are shifted against one another.</summary>
    public static string State(int junction, bool crossStreet, double seconds, double shiftSeconds)
    {
        var t = seconds + shiftSeconds + (junction * 7.0);
        t -= Cycle * Math.Floor(t / Cycle);
        if (crossStreet)
            t -= MainGreen + Amber + AllRed;
        var green = crossStreet ? CrossGreen : MainGreen;
        return t < 0 ? "red" : t < green ? "green" : t < green + Amber ? "amber" : "red";
    }

    /// <summary>Seconds for which people may still start to cross the main street: while the cross street has green.</summary>
    public static double WalkSecondsLeft(int junction, double seconds, double shiftSeconds)
    {
        var t = seconds + shiftSeconds + (junction * 7.0);
        t -= Cycle * Math.Floor(t / Cycle);
        var start = MainGreen + Amber + AllRed;
        var end = start + CrossGreen + Amber;
        return t >= start && t < end ? end - t : 0;
    }
}
