using EdgeEngines.Detecting;
using EdgeHost.Memory;

namespace EdgeHost.Tests.Memory;

/// <summary>Notes as a camera makes them.</summary>
internal static class Notes
{
    public static readonly Watch Hall = new("hall", false, [new(HappeningKind.Crossing, "gate", []), new(HappeningKind.Entry, "bay", ["car"])]);

    public static MemoryNote Seen(double atS, long track, string label, string? on = null, double? firstAtS = null, Watch? watch = null) => new()
    {
        Kind = NoteKind.Seen,
        Watch = watch ?? Hall,
        AtS = atS,
        TrackId = track,
        Label = label,
        FirstAtS = firstAtS ?? atS,
        Score = 0.9f,
        BoxInSource = new Box(1, 2, 30, 40),
        Where = on is null ? default : new Whereabouts("on", on),
    };

    public static MemoryNote Crossed(double atS, long track, string label, string line = "gate") => new()
    {
        Kind = NoteKind.Happened, Watch = Hall, AtS = atS, TrackId = track, Label = label, Happening = HappeningKind.Crossing, Place = line, Direction = "in",
    };

    public static MemoryNote Watching(double atS, Watch? watch = null) => new() { Kind = NoteKind.Watching, Watch = watch ?? Hall, AtS = atS, Label = "" };

    public static MemoryNote Looked(double atS, long track, string label, Look look) => Seen(atS, track, label) with { Kind = NoteKind.Looked, Look = look };

    public static void Write(this MemoryFile file, params MemoryNote[] notes) => file.Write(notes.AsMemory());
}
