namespace EdgeWorld.Scenes;

/// <summary>What a scenario is about: a collision or a near miss, when it happens, and between whom.</summary>
public sealed record SceneLabel
{
    /// <summary>collision or near_miss.</summary>
    public required string Kind { get; init; }

    /// <summary>rear_end, side or pedestrian.</summary>
    public required string Type { get; init; }

    /// <summary>When the two touch, or are nearest: seconds since the start of the world.</summary>
    public double MomentS { get; init; }

    /// <summary>Gap between the two at the moment in metres; 0 for a collision.</summary>
    public double GapM { get; init; }

    /// <summary>Closing speed at the moment, metres per second.</summary>
    public double ClosingMps { get; init; }

    /// <summary>Track ids of the two; 0 is the camera's own vehicle.</summary>
    public required int[] Tracks { get; init; }
}
