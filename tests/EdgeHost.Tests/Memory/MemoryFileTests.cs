using EdgeEngines.Tests;
using EdgeHost.Memory;
using EdgeHost.Tests.Cameras;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed class MemoryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The writer works beside the frame line: what it allocates is for the commit, whatever is in it.</summary>
    [Fact]
    public void Write_MoreNotes_AllocatesNoMore()
    {
        using var file = MemoryFile.Open(_folder.File("memory.db"), create: true);
        var (few, many) = (Notes(file, 5), Notes(file, 500));
        Assert.True(many - few < 500, $"{few} bytes for a batch of 5 notes, {many} for one of 500");
    }

    /// <summary>Statements are kept from batch to batch, and the store may have been rebuilt by "memory forget" meanwhile.</summary>
    [Fact]
    public void Write_StoreForgottenAndShrunkBetween_GoesOn()
    {
        var path = _folder.File("memory.db");
        using var file = MemoryFile.Open(path, create: true);
        file.Write(Memory.Notes.Seen(100, 1, "cup", "table"));
        using (var other = MemoryFile.Open(path, create: false))
        {
            other.ForgetAll();
            Assert.True(other.TryShrink());
        }
        file.Write(Memory.Notes.Seen(110, 1, "cup", "bench", firstAtS: 100));
        var figures = file.Figures();
        Assert.Equal((1L, 1L), (figures.Tracks, figures.Sightings));
    }

    [Fact]
    public void Write_GivesTheBytesThatAreUsed()
    {
        using var file = MemoryFile.Open(_folder.File("memory.db"), create: true);
        var bytes = file.Write(Enumerable.Range(0, 300).Select(i => Memory.Notes.Seen(100 + i, i, "cup")).ToArray().AsMemory());
        Assert.Equal(file.UsedBytes(), bytes);
    }

    private static long Notes(MemoryFile file, int count)
    {
        MemoryNote[] notes =
        [
            .. Enumerable.Range(0, count).Select(i => (i % 5) switch
            {
                0 => Memory.Notes.Watching(100 + i),
                1 => Memory.Notes.Crossed(100 + i, i, "person"),
                2 => Memory.Notes.Looked(100 + i, i, "cup", new Look("red", "open", "table", null)),
                3 => Memory.Notes.Seen(100 + i, i, "cup", "table") with { Kind = NoteKind.Ended },
                _ => Memory.Notes.Seen(100 + i, i, "cup") with { Ground = new(1, 2, 0.5) },
            }),
        ];
        return Allocations.Least(() => file.Write(notes.AsMemory()));
    }
}
