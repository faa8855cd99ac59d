namespace EdgeWorld.Exporting;

/// <summary>What an export folder holds: manifest.json, written last, so that a folder without it is incomplete.</summary>
public sealed record ExportManifest
{
    public required string[] Classes { get; init; }

    public required int Frames { get; init; }

    public required ExportSource[] Sources { get; init; }
}

/// <summary>One world of an export and the names of its files.</summary>
public sealed record ExportSource(string Scenario, ulong Seed, string View, string Light, int Frames, string Graphs);
