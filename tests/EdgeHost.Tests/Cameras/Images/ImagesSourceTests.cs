using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Images;
using Xunit;

namespace EdgeHost.Tests.Cameras.Images;

public sealed class ImagesSourceTests : IDisposable
{
    private readonly FramePool _pool = new(2);
    private readonly TemporaryFolder _folder = new();
    private readonly CameraCounters _counters = new();

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Read_Folder_GivesPicturesByNameAndCountsBadOnes()
    {
        Picture("b.png", "64x48");
        Picture("a.JPG", "32x16");
        Picture("c.jpeg", "16x32");
        File.WriteAllText(_folder.File("bb.png"), "no picture");
        File.WriteAllText(_folder.File("readme.txt"), "none either, and not looked at");
        using var source = new ImagesSource(Opening.Of($"images:{_folder.Path}?fps=2", _counters));
        var sizes = new List<(int, int)>();
        var times = Opening.ReadAll(source, _pool, look: frame => sizes.Add(frame.SourceSize));
        Assert.Equal([(32, 16), (64, 48), (16, 32)], sizes);
        Assert.Equal([0, 0.5, 1.5], times.Select(t => t.TotalSeconds)); // the bad one keeps its place in time
        Assert.Equal(1, _counters.BadParts);
    }

    [Fact]
    public void Read_NoneDecodable_FailsForGood()
    {
        File.WriteAllText(_folder.File("a.png"), "no picture");
        using var source = new ImagesSource(Opening.Of("images:" + _folder.Path));
        Assert.True(Assert.Throws<CameraException>(() => source.Read(_pool, default)).IsPermanent);
    }

    [Fact]
    public void Open_EmptyOrMissingFolder_FailsForGood()
    {
        Assert.True(Assert.Throws<CameraException>(() => new ImagesSource(Opening.Of("images:" + _folder.Path))).IsPermanent);
        Assert.True(Assert.Throws<CameraException>(() => new ImagesSource(Opening.Of("images:/no/such/folder"))).IsPermanent);
    }

    private void Picture(string name, string size) =>
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc=size={size}", "-frames:v", "1", _folder.File(name));
}
