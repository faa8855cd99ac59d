namespace EdgeWorld.Scenes;

/// <summary>The truth about one frame. Metres, seconds and degrees; x is right (east), y ahead (north), z up.</summary>
public sealed record SceneGraph
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required long Frame { get; init; }

    public required double TimeS { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required string View { get; init; }

    public required string Light { get; init; }

    public required SceneCamera Camera { get; init; }

    public required SceneEgo Ego { get; init; }

    public required SceneObject[] Objects { get; init; }

    public required SceneLabel[] Labels { get; init; }

    /// <summary>Relations between the objects; null unless asked for.</summary>
    public SceneRelation[]? Relations { get; init; }
}

/// <summary>Where the camera is and how it looks: what distances are computed from.</summary>
public sealed record SceneCamera
{
    public required double[] PositionM { get; init; }

    public required double FocalPx { get; init; }

    public required double HeightM { get; init; }

    public required double HeadingDeg { get; init; }

    public required double PitchDeg { get; init; }

    public required double RollDeg { get; init; }
}

/// <summary>What the vehicle or person that carries the camera measures.</summary>
public sealed record SceneEgo
{
    public required double[] PositionM { get; init; }

    /// <summary>Length, width, height of the vehicle or person; null for a camera on a pole.</summary>
    public double[]? SizeM { get; init; }

    public required double[] VelocityMps { get; init; }

    public required double SpeedMps { get; init; }

    public required double AccelMps2 { get; init; }

    public required double YawRateDps { get; init; }

    /// <summary>As a GNSS receiver gives it, with its error.</summary>
    public required double LatDeg { get; init; }

    public required double LonDeg { get; init; }

    public required double GnssAccuracyM { get; init; }
}

/// <summary>One object of a frame.</summary>
public sealed record SceneObject
{
    public required int TrackId { get; init; }

    /// <summary>One of <see cref="WorldClasses.Names"/>.</summary>
    public required string Class { get; init; }

    public required SceneAttributes Attributes { get; init; }

    /// <summary>x1, y1, x2, y2 in the picture's pixels: the tight box around what of its projection lies in the picture.</summary>
    public required double[] Box { get; init; }

    /// <summary>Centre of the footprint, on what it stands on.</summary>
    public required double[] PositionM { get; init; }

    public required double[] VelocityMps { get; init; }

    /// <summary>Length along the heading, width, height.</summary>
    public required double[] SizeM { get; init; }

    public required double HeadingDeg { get; init; }

    public required double DistanceM { get; init; }

    /// <summary>Share of the object that is seen: not hidden by others and not cut off by the picture's edge.</summary>
    public required double Visible { get; init; }

    /// <summary>Too small or too hidden to count for or against a detector (<see cref="SceneTruth.IsIgnored"/>), or a stop sign from behind.</summary>
    public required bool Ignored { get; init; }
}

/// <summary>What can be said about an object; null where it does not apply.</summary>
public sealed record SceneAttributes
{
    public string? Colour { get; init; }

    /// <summary>small, medium or large among its class.</summary>
    public string? Size { get; init; }

    /// <summary>moving, stopped, parked; standing, walking, fallen; red, amber, green, unseen; open, closed; on, off.</summary>
    public string? State { get; init; }

    /// <summary>cane, pram or dog.</summary>
    public string? With { get; init; }

    /// <summary>road, crossing, pavement, indoors, or the class of what it lies on.</summary>
    public string? Place { get; init; }
}

/// <summary>Subject stands in a relation to the object; both by track id.</summary>
public sealed record SceneRelation(int Subject, string Relation, int Object);
