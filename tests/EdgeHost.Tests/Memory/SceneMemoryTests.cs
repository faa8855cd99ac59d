using EdgeHost.Asking;
using EdgeHost.Memory;
using EdgeHost.Tests.Cameras;
using Microsoft.Data.Sqlite;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed class SceneMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("memory.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LastSeen_SeveralOfAKind_IsTheLatestWithItsPlace()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Seen(100, 1, "keys", "table"), Notes.Seen(200, 2, "keys", "bench"), Notes.Seen(150, 1, "keys", "chair", 100), Notes.Seen(300, 3, "cup", "table"));
        using var memory = Open();
        var keys = memory.LastSeen("keys", false)!;
        Assert.Equal((200.0, "on the bench"), (keys.LastAtS, keys.Place));
        Assert.Null(memory.LastSeen("phone", false));
        Assert.Null(memory.LastSeen("keys", true)); // what a simulation shows is another world
        Assert.Equal("on the chair", memory.SeenBetween("keys", false, 100, 160, 9)!.Single().Place);
    }

    [Fact]
    public void LastSeen_LookedAtByTheEncoders_IsTheirPlaceWhereNoneWasDetected()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Seen(100, 1, "cup"), Notes.Looked(100, 1, "cup", new Look("red", null, "table", null)), Notes.Seen(110, 1, "cup", firstAtS: 100));
        file.Write(Notes.Seen(100, 2, "bag", "bench"), Notes.Looked(100, 2, "bag", new Look(null, null, "table", null)));
        using var memory = Open();
        Assert.Equal(("on the table", "red"), (memory.LastSeen("cup", false)!.Place, memory.LastSeen("cup", false)!.Colour));
        Assert.Equal("on the bench", memory.LastSeen("bag", false)!.Place);
    }

    [Theory]
    [InlineData(90, 99, null)]
    [InlineData(90, 100, 0)]
    [InlineData(100, 129, 1)]
    [InlineData(100, 130, 2)]
    [InlineData(135, 160, 2)]
    [InlineData(150, 160, 1)]
    [InlineData(165, 200, 0)]
    [InlineData(201, 300, null)]
    public void SeenBetween_SpanOfTime_WhoWasInSightOrUnknownWhereNobodyWatched(double start, double end, int? expected)
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(
            Notes.Watching(100), Notes.Seen(120, 1, "person"), Notes.Seen(140, 1, "person", firstAtS: 120), Notes.Seen(130, 2, "person"), Notes.Seen(160, 2, "person", firstAtS: 130),
            Notes.Watching(200));
        using var memory = Open();
        Assert.Equal(expected, memory.SeenBetween("people", false, start, end, 64)?.Count);
    }

    [Fact]
    public void CountCrossings_LineAndTime_CountsOrIsUnknown()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Watching(100), Notes.Crossed(110, 1, "person"), Notes.Crossed(120, 1, "person"), Notes.Crossed(130, 2, "car"), Notes.Watching(200));
        using var memory = Open();
        Assert.Equal(2, memory.CountCrossings("people", "gate", false, 100, 200));
        Assert.Equal(1, memory.CountCrossings("person", "gate", false, 115, 200));
        Assert.Equal(0, memory.CountCrossings("dog", "gate", false, 100, 200));
        Assert.Null(memory.CountCrossings("person", "door", false, 100, 200));
        Assert.Null(memory.CountCrossings("person", "gate", false, 300, 400));
        Assert.True(memory.Happened("crossing", false, 100, 125));
        Assert.False(memory.Happened("gate", false, 140, 190));
        Assert.Null(memory.Happened("collision", false, 100, 200));
        Assert.Null(memory.Happened("gate", false, 300, 400));
    }

    /// <summary>Zone "bay" takes cars only: of dogs in it nobody can tell.</summary>
    [Fact]
    public void CountCrossings_LineForOtherLabels_IsUnknown()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Watching(100, new Watch("yard", false, [new(HappeningKind.Crossing, "ramp", ["car", "truck"])])));
        using var memory = Open();
        Assert.Null(memory.CountCrossings("dog", "ramp", false, 100, 100));
        Assert.Equal(0, memory.CountCrossings("vehicle", "ramp", false, 100, 100));
    }

    [Fact]
    public void Forget_ALabel_LeavesTheOthersAndIsNotTakenForAbsence()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Watching(100), Notes.Seen(110, 1, "person"), Notes.Crossed(115, 1, "person"), Notes.Seen(120, 2, "cup", "table"), Notes.Watching(200));
        Assert.Equal(1, file.Forget("person", nowS: 210));
        file.Write(Notes.Watching(300));
        using var memory = Open();
        Assert.Null(memory.LastSeen("person", false));
        Assert.Null(memory.SeenBetween("person", false, 100, 300, 9));
        Assert.Empty(memory.SeenBetween("person", false, 250, 300, 9)!);
        Assert.Null(memory.CountCrossings("person", "gate", false, 100, 300));
        Assert.NotNull(memory.LastSeen("cup", false));
    }

    /// <summary>A thing that is still followed goes on from here, with nothing of before.</summary>
    [Fact]
    public void Forget_WhileItIsFollowed_RemembersFromThenOn()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Seen(100, 1, "cup"));
        using (var other = MemoryFile.Open(Path, create: false))
            other.ForgetAll();
        file.Write(Notes.Seen(150, 1, "cup", firstAtS: 100));
        Assert.Equal((1L, 1L), (file.Figures().Tracks, file.Figures().Sightings));
    }

    [Fact]
    public void ForgetOlder_AMoment_NothingBeforeItIsLeft()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Watching(0), Notes.Seen(10, 1, "cup"), Notes.Seen(20, 2, "person"), Notes.Seen(60, 2, "person", firstAtS: 20), Notes.Crossed(30, 2, "person"), Notes.Crossed(55, 2, "person"), Notes.Watching(100));
        file.ForgetOlder(50);
        var figures = file.Figures();
        Assert.Equal((1L, 1L, 1L, 50.0), (figures.Tracks, figures.Sightings, figures.Happenings, figures.SinceS));
        using var memory = Open();
        Assert.Null(memory.SeenBetween("person", false, 0, 49, 9)); // that anybody watched then is forgotten too
        Assert.Equal(50, memory.LastSeen("person", false)!.FirstAtS);
    }

    /// <summary>What was forgotten is not left in the file's free pages or its log.</summary>
    [Fact]
    public void Forget_Everything_LeavesNoTraceInTheFiles()
    {
        using (var file = MemoryFile.Open(Path, create: true))
        {
            file.Write([.. Enumerable.Range(0, 500).Select(i => Notes.Seen(i, i, $"secret-thing-{i}"))]);
            Assert.Contains("secret-thing-321", Everything(), StringComparison.Ordinal);
            file.ForgetAll();
            Assert.True(file.TryShrink());
            Assert.DoesNotContain("secret-thing", Everything(), StringComparison.Ordinal);
        }

        string Everything() => string.Concat(Directory.GetFiles(_folder.Path).Select(part => System.Text.Encoding.Latin1.GetString(Shared(part))));
        static byte[] Shared(string part)
        {
            using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>Two hosts may share a file: trackers that number alike are kept apart, and nobody's notes are lost.</summary>
    [Fact]
    public void Write_TwoProcessesAtOnce_BothAreRemembered()
    {
        Parallel.For(0, 2, host =>
        {
            using var file = MemoryFile.Open(Path, create: true);
            var watch = new Watch($"camera{host}", false, []);
            for (var i = 0; i < 40; i++)
                file.Write(Notes.Seen(i, 7, "person", watch: watch), Notes.Watching(i, watch));
        });
        using var read = MemoryFile.Open(Path, create: false);
        Assert.Equal((2L, 80L), (read.Figures().Tracks, read.Figures().Sightings));
    }

    /// <summary>A gallery of the version before memory: its crops stay, and it can remember from now on.</summary>
    [Fact]
    public void Open_GalleryOfTheVersionBefore_KeepsItsCrops()
    {
        var model = new VectorModel("encoder", new string('a', 64), 2);
        using (var gallery = Gallery.Open(Path, model, new GalleryOptions()))
            gallery.Add(new GalleryCrop("gate", DateTimeOffset.UnixEpoch, TimeSpan.Zero, "car", 1, new(0, 0, 1, 1), 1), [1, 2, 3], [1, 0]);
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE watches; DROP TABLE tracks; DROP TABLE sightings; DROP TABLE happenings; DROP TABLE forgotten; PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }
        using (var file = MemoryFile.Open(Path, create: false))
            file.Write(Notes.Seen(100, 1, "keys", "table"));
        using (var memory = Open())
            Assert.Equal("on the table", memory.LastSeen("keys", false)!.Place);
        using var again = Gallery.Open(Path, model, new GalleryOptions());
        Assert.Equal([1, 2, 3], again.Jpeg(1));
    }

    /// <summary>With crops, the gallery's search finds what memory keeps.</summary>
    [Fact]
    public void Write_WithCrops_AreFoundByTheGallery()
    {
        var model = new VectorModel("encoder", new string('a', 64), 2);
        var kept = new KeptCrop(model, new GalleryCrop("hall", DateTimeOffset.UnixEpoch.AddSeconds(100), TimeSpan.Zero, "cup", 1, new(0, 0, 1, 1), 1), [7, 8], [0, 0, 0x80, 0x3F, 0, 0, 0, 0]);
        using (var file = MemoryFile.Open(Path, create: true))
        {
            file.Write(Notes.Seen(100, 1, "cup"), Notes.Looked(100, 1, "cup", new Look(null, null, null, kept)));
            file.Write(Notes.Looked(110, 1, "cup", new Look(null, null, null, kept))); // the later takes the place of the one before
            Assert.Equal(1, file.Figures().Crops);
        }
        using (var gallery = Gallery.Open(Path, model, new GalleryOptions()))
            Assert.Equal("cup", Assert.Single(gallery.Search([1, 0], 5)).Crop.Label);
        using var forgetting = MemoryFile.Open(Path, create: false);
        forgetting.Forget("cup", 120);
        Assert.Equal(0, forgetting.Figures().Crops);
    }

    [Fact]
    public void Write_WhenFull_IsRefusedAndLeavesWhatWasThere()
    {
        using var file = MemoryFile.Open(Path, create: true);
        file.Write(Notes.Seen(1, 1, "keys", "table"));
        file.Limit(file.UsedBytes() + 8192);
        var message = Assert.Throws<GalleryException>(() => file.Write([.. Enumerable.Range(0, 5000).Select(i => Notes.Seen(i, i, "cup"))])).Message;
        Assert.Contains("cannot grow", message, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (file.Figures().Tracks, file.Figures().Sightings));
    }

    private SceneMemory Open() => new(MemoryFile.Open(Path, create: false), Noun.Names);
}
