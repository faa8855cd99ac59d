namespace EdgePlanner.Values;

/// <summary>Type of a name in a plan. A type with a unit is not the number it is written as: metres are never compared with seconds.</summary>
public enum PlanType : byte
{
    /// <summary>An argument that was left out and has no default.</summary>
    None,

    /// <summary>Things in the picture, at most 64.</summary>
    Boxes,

    /// <summary>Things remembered, seen or not at the moment, at most 64.</summary>
    Tracks,
    Int,
    Float,
    Bool,
    Text,
    Metres,
    Seconds,
    Degrees,
    MetresPerSecond,

    /// <summary>Hour on a clock face around the camera: 12 is ahead, 3 to the right.</summary>
    Clock,

    /// <summary>A point in time, Unix seconds; may carry the place.</summary>
    Moment,
}
