using EdgeEngines.Detecting;
using EdgePlanner.Worlds;

namespace EdgeHost.Memory;

internal enum NoteKind : byte
{
    /// <summary>The camera is still watched.</summary>
    Watching,

    /// <summary>An object was seen: at first, now and then, and at last.</summary>
    Seen,

    /// <summary>It was a last time.</summary>
    Ended,

    /// <summary>What the encoders say of it.</summary>
    Looked,

    /// <summary>A line was crossed, a zone entered.</summary>
    Happened,
}

/// <summary>One thing to remember, on its way to the store.</summary>
internal record struct MemoryNote
{
    public NoteKind Kind;
    public Watch Watch;
    public double AtS;
    public long TrackId;
    public string Label;
    public double FirstAtS;
    public float Score;
    public Box BoxInSource;
    public Whereabouts Where;
    public GroundPlace? Ground;
    public Look? Look;

    /// <summary>Of a happening: kind, place, and which way.</summary>
    public string? Happening;
    public string? Place;
    public string? Direction;
}

/// <summary>What a thing was on or near.</summary>
/// <param name="Relation">"on", "near", or null.</param>
/// <param name="Landmark">The other's label.</param>
internal readonly record struct Whereabouts(string? Relation, string? Landmark);

/// <summary>What the encoders say of a crop. Words that they cannot tell are null.</summary>
/// <param name="Landmark">What it is on: "table"; "indoors" for none.</param>
/// <param name="Crop">Its picture and vector, where they are kept.</param>
internal sealed record Look(string? Colour, string? State, string? Landmark, KeptCrop? Crop);

/// <param name="Model">Whose vector it is.</param>
internal sealed record KeptCrop(VectorModel Model, GalleryCrop Crop, byte[] Jpeg, byte[] Vector);
