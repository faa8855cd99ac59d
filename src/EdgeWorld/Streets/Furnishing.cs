namespace EdgeWorld.Streets;

/// <summary>How richly a street is furnished and peopled.</summary>
internal sealed record Furnishing
{
    public double ParkedShare { get; init; } = 0.55;

    /// <summary>Chance of a bench per place for one (every 14 m on each side).</summary>
    public double Benches { get; init; } = 0.3;

    public double Trees { get; init; } = 0.6;

    /// <summary>Chance of a coned-off stretch per block and side.</summary>
    public double Cones { get; init; } = 0.45;

    /// <summary>Share of house doors with steps before them.</summary>
    public double Steps { get; init; } = 0.4;

    public int Cars { get; init; } = 8;

    public int Trucks { get; init; } = 1;

    public int Buses { get; init; } = 1;

    public int Motorcycles { get; init; } = 1;

    public int Bicycles { get; init; } = 2;

    public int CrossVehicles { get; init; } = 3;

    public int Walkers { get; init; } = 8;

    public int Standers { get; init; } = 3;

    public int Crossers { get; init; } = 2;

    /// <summary>What walkers have with them, in turn: cane, dog, pram or nothing.</summary>
    public IReadOnlyList<string?> WalkersWith { get; init; } = [null, "cane", null, "dog", null, "pram", null];

    /// <summary>Metres ahead of the camera up to which walkers and bicycles are at the start.</summary>
    public double Depth { get; init; } = 60;
}
