using EdgeEngines.Detecting;
using EdgeHost.Memory;
using EdgeHost.Tests.Cameras;
using Microsoft.Data.Sqlite;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed class GalleryTests : IDisposable
{
    private static readonly VectorModel s_model = new("encoder", new string('a', 64), 4);
    private static readonly DateTimeOffset s_noon = new(2026, 3, 4, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("seen.gallery");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Search_StoredCrop_ComesBackWithAllThatIsKnown(bool inMemory)
    {
        using var gallery = Open(inMemory ? null : Path);
        var crop = new GalleryCrop("gate", s_noon, TimeSpan.FromSeconds(1.5), "car", 7, new Box(1.5f, 2, 30, 40.25f), 0.75f);
        var id = gallery.Add(crop, [1, 2, 3], [0.6f, 0.8f, 0, 0]);
        gallery.Add(crop with { Label = "dog" }, [4], [0, 0, 1, 0]);
        var found = gallery.Search([1, 0, 0, 0], 5);
        Assert.Equal([crop with { Id = id }, crop with { Id = id + 1, Label = "dog" }], found.Select(m => m.Crop));
        Assert.Equal([0.6f, 0f], found.Select(m => m.Cosine));
        Assert.Equal([1, 2, 3], gallery.Jpeg(id));
        Assert.Null(gallery.Jpeg(99));
        Assert.Single(gallery.Search([1, 0, 0, 0], 1));
    }

    [Fact]
    public void Open_AgainAfterClosing_FindsTheSame()
    {
        using (var gallery = Open(Path))
        {
            Fill(gallery, 20);
        }
        using var again = Open(Path);
        Assert.Equal(20, again.Count);
        Assert.Equal("label 13", again.Search(Angle(13), 1)[0].Crop.Label);
        Assert.Empty(again.OtherModels);
        Assert.Equal(21, Fill(again, 1)); // ids go on
    }

    [Fact]
    public void Open_AfterAKill_FindsAllThatWasAdded()
    {
        using var gallery = Open(Path);
        Fill(gallery, 50);
        // What a killed process leaves: the file and its log as they are, nothing closed.
        var left = _folder.File("killed.gallery");
        File.Copy(Path, left);
        File.Copy(Path + "-wal", left + "-wal");
        using var again = Open(left);
        Assert.Equal(50, again.Count);
        Assert.Equal("label 49", again.Search(Angle(49), 1)[0].Crop.Label);
    }

    [Fact]
    public void Add_BeyondTheRows_PutsTheOldestOut()
    {
        using var gallery = Open(Path, new GalleryOptions { MostRows = 10 });
        Fill(gallery, 25);
        Assert.Equal(10, gallery.Count);
        var labels = gallery.Search(Angle(0), 100).Select(m => m.Crop.Label).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(15, 10).Select(i => $"label {i}"), labels);
        Assert.Null(gallery.Jpeg(15)); // ids begin with 1
        Assert.NotNull(gallery.Jpeg(16));
    }

    [Fact]
    public void Add_BeyondTheBytes_KeepsTheFileSmall()
    {
        var options = new GalleryOptions { MostBytes = 1 << 20 };
        using (var gallery = Open(Path, options))
        {
            Fill(gallery, 400, jpegBytes: 20_000); // 8 MB
            Assert.InRange(gallery.Count, 40, 52);
            Assert.Equal("label 399", gallery.Search(Angle(399), 1)[0].Crop.Label);
        }
        Assert.InRange(new FileInfo(Path).Length, 1 << 19, (1 << 20) * 5 / 4);
    }

    [Fact]
    public void Add_BoundsMadeSmaller_PutOutWithTheNextCropNotByLooking()
    {
        using (var gallery = Open(Path))
        {
            Fill(gallery, 20);
        }
        using (var looking = Open(Path, new GalleryOptions { MostRows = 5 }))
        {
            Assert.Equal(20, looking.Count);
        }
        using var adding = Open(Path, new GalleryOptions { MostRows = 5 });
        Fill(adding, 1);
        Assert.Equal(5, adding.Count);
    }

    [Fact]
    public void Open_ForAnotherModel_LeavesItsCropsOutAndSaysSo()
    {
        using (var gallery = Open(Path))
        {
            Fill(gallery, 3);
        }
        var retrained = s_model with { Sha256 = new string('b', 64) };
        using var other = Gallery.Open(Path, retrained, new GalleryOptions { MostRows = 4 });
        Assert.Equal([(s_model, 3L)], other.OtherModels);
        Assert.Equal(0, other.Count);
        Assert.Empty(other.Search(Angle(0), 10));
        other.Add(Crop("new"), [1], Angle(0));
        other.Add(Crop("newer"), [1], Angle(0)); // the fifth row: the oldest of the other model goes, none of ours
        Assert.Equal(["newer", "new"], other.Search(Angle(0), 10).Select(m => m.Crop.Label));
    }

    [Fact]
    public void Open_SameModelOtherVectors_IsRefused()
    {
        using (var gallery = Open(Path))
        {
            Fill(gallery, 1);
        }
        var message = Assert.Throws<GalleryException>(() => Gallery.Open(Path, s_model with { Dimensions = 8 }, new GalleryOptions())).Message;
        Assert.Contains("8 numbers", message, StringComparison.Ordinal);
        Assert.Contains("of 4 numbers", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(600)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(-4096)]
    [InlineData(-1)]
    public void Open_FileCutShort_IsRefusedByNameAndLeftAsItIs(int bytes)
    {
        using (var gallery = Open(Path))
        {
            Fill(gallery, 60, jpegBytes: 3000);
        }
        var whole = File.ReadAllBytes(Path);
        Assert.True(whole.Length > 100_000);
        var cut = whole[..(bytes > 0 ? bytes : whole.Length + bytes)];
        File.WriteAllBytes(Path, cut);
        AssertRefused("is damaged or no gallery", "Move it away", "sqlite3");
        Assert.Equal(cut, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Open_NoSqliteFile_IsRefusedAndLeftAsItIs()
    {
        File.WriteAllText(Path, new string('x', 5000));
        AssertRefused("is damaged or no gallery");
        Assert.Equal(new string('x', 5000), File.ReadAllText(Path));
    }

    [Fact]
    public void Open_SqliteFileOfAnotherProgram_IsRefusedAndLeftAsItIs()
    {
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE accounts (id INTEGER PRIMARY KEY)";
            command.ExecuteNonQuery();
        }
        var before = File.ReadAllBytes(Path);
        AssertRefused("no gallery", "left as it is");
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Open_NewerVersion_IsRefused()
    {
        Open(Path).Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 3";
            command.ExecuteNonQuery();
        }
        AssertRefused("version 3, expected 2");
    }

    [Fact]
    public void Open_VectorCutShort_IsRefused()
    {
        using (var gallery = Open(Path))
        {
            Fill(gallery, 2);
        }
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE crops SET vector = x'0102' WHERE id = 2";
            command.ExecuteNonQuery();
        }
        AssertRefused("crop 2 has a vector of 2 bytes, expected 16");
    }

    [Fact]
    public void Open_ToSearchOnly_MakesNoFile()
    {
        var message = Assert.Throws<GalleryException>(() => Gallery.Open(Path, s_model, new GalleryOptions(), create: false)).Message;
        Assert.Contains($"there is no gallery at {Path}", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
        File.WriteAllBytes(Path, []);
        Assert.Contains("is empty", Assert.Throws<GalleryException>(() => Gallery.Open(Path, s_model, new GalleryOptions(), create: false)).Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Path).Length);
    }

    [Fact]
    public void Open_FolderThatIsNotThere_NamesTheFile()
    {
        var path = _folder.File("absent/seen.gallery");
        Assert.Contains(path, Assert.Throws<GalleryException>(() => Gallery.Open(path, s_model, new GalleryOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_WrongArguments_SaysWhatIsAllowed()
    {
        using var gallery = Open(null, new GalleryOptions { MostBytes = 1 << 16 });
        Assert.Contains("3 numbers", Assert.Throws<ArgumentException>(() => gallery.Add(Crop("x"), [1], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("does not fit", Assert.Throws<ArgumentException>(() => gallery.Add(Crop("x"), new byte[1 << 16], Angle(1))).Message, StringComparison.Ordinal);
        var message = Assert.Throws<ArgumentException>(() => Open(null, new GalleryOptions { MostRows = 0, MostBytes = 3 })).Message;
        Assert.Contains("MostRows: 0", message, StringComparison.Ordinal);
        Assert.Contains("MostBytes: 3", message, StringComparison.Ordinal);
    }

    private void AssertRefused(params string[] expected)
    {
        foreach (var create in (bool[])[true, false])
        {
            var message = Assert.Throws<GalleryException>(() => Gallery.Open(Path, s_model, new GalleryOptions(), create)).Message;
            Assert.All((string[])[Path, .. expected], text => Assert.Contains(text, message, StringComparison.Ordinal));
        }
    }

    private static Gallery Open(string? path, GalleryOptions? options = null) => Gallery.Open(path, s_model, options ?? new GalleryOptions());

    /// <summary>Crop i is called so and points to its own direction.</summary>
    /// <returns>The last id.</returns>
    private static long Fill(Gallery gallery, int crops, int jpegBytes = 10)
    {
        long id = 0;
        var jpeg = new byte[jpegBytes];
        new Random(1).NextBytes(jpeg);
        for (var i = 0; i < crops; i++)
            id = gallery.Add(Crop($"label {i}"), jpeg, Angle(i));
        return id;
    }

    private static GalleryCrop Crop(string label) => new("gate", s_noon, TimeSpan.Zero, label, 1, new Box(0, 0, 1, 1), 1);

    private static float[] Angle(int step) => [MathF.Cos(step * 0.015f), MathF.Sin(step * 0.015f), 0, 0];
}
