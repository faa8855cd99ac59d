using System.Security.Cryptography;
using EdgeHost.Evaluating;
using EdgeHost.Tests.Cameras;
using EdgeWorld;
using EdgeWorld.Exporting;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class TestFilmsTests
{
    /// <summary>The same digits on every machine. They change only with the world or the split: then every figure is another one.</summary>
    [Fact]
    public void GraphsSha256_OfASmallSlice_IsFrozen()
    {
        var films = TestFilms.Frozen(films: 18, frames: 3, every: 40);
        var pictures = 0;
        films.Play(_ => pictures++, CancellationToken.None);
        Assert.Equal(54, pictures);
        Assert.Equal("3a061dfe2af0c301", films.GraphsSha256[..16]);
    }

    [Fact]
    public void GraphsSha256_OfFilms_IsThatOfTheLinesThatAnExportWrites()
    {
        using var folder = new TemporaryFolder();
        var films = TestFilms.Frozen(films: 2, frames: 3, every: 7);
        films.Play(_ => { }, CancellationToken.None);
        var written = SceneExport.Write(WorldSplit.Films(SplitPart.Test, 2), folder.Path, 3, new ExportOptions { Every = 7 });
        var lines = written.Sources.SelectMany(source => File.ReadAllBytes(folder.File(source.Graphs))).ToArray();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(lines)), films.GraphsSha256);
    }

    [Fact]
    public void Frozen_Films_AreNotTrainedOn() =>
        Assert.All(WorldSplit.Films(SplitPart.Test, 60), film => Assert.Equal(SplitPart.Test, WorldSplit.Of(film.Scenario, film.Seed)));

    [Theory]
    [InlineData(0, 1, 1, "films 0")]
    [InlineData(1, 0, 1, "frames 0")]
    [InlineData(1, 1, 0, "every 0")]
    public void Frozen_NothingToPlay_IsRefusedByName(int films, int frames, int every, string named) =>
        Assert.Contains(named, Assert.Throws<WorldException>(() => TestFilms.Frozen(films, frames, every)).Message, StringComparison.Ordinal);
}
