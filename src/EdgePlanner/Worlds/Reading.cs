namespace EdgePlanner.Worlds;

/// <summary>Words that were read off a thing, and how sure the reader is (0 to 1).</summary>
public readonly record struct Reading(string Text, float Confidence = 1);

/// <summary>A number with half the width of the interval that holds the true one.</summary>
public readonly record struct Measured(double Value, double Uncertainty = 0);

/// <summary>Where a thing stands on the ground, seen from the camera.</summary>
/// <param name="RightM">Metres to the right of where the camera looks; negative is left.</param>
/// <param name="AheadM">Metres ahead.</param>
/// <param name="UncertaintyM">Half width of the interval that holds the true distance.</param>
public readonly record struct GroundPlace(double RightM, double AheadM, double UncertaintyM = 0)
{
    public double DistanceM => Math.Sqrt((RightM * RightM) + (AheadM * AheadM));

    public double DistanceToM(GroundPlace other) =>
        Math.Sqrt(((RightM - other.RightM) * (RightM - other.RightM)) + ((AheadM - other.AheadM) * (AheadM - other.AheadM)));
}

/// <summary>How a thing moves.</summary>
/// <param name="SpeedMps">Over ground.</param>
/// <param name="ClosingMps">How fast the gap to the camera shrinks; negative where it grows.</param>
/// <param name="UncertaintyMps">Half width of the interval that holds the true speed.</param>
public readonly record struct Motion(double SpeedMps, double ClosingMps, double UncertaintyMps = 0);

/// <summary>When a thing was seen (Unix seconds), and where in words: "on the table".</summary>
public readonly record struct Sighting(double AtS, string? Place);
