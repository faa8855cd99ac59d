using System.Text.Json;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Pictures;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Memory;
using EdgeHost.Searching;
using EdgeHost.Tests.Cameras;
using Xunit;

namespace EdgeHost.Tests.Searching;

/// <summary>The shipped pattern and its detector (red, green and blue boxes), searched with encoders that see colours.</summary>
public sealed class SearchRunTests : IDisposable
{
    private readonly ColourEncoders _encoders = new();
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _progress = new();

    public void Dispose()
    {
        _encoders.Dispose();
        _folder.Dispose();
        _progress.Dispose();
    }

    [Theory]
    [InlineData("red", "red")]
    [InlineData("green", "green")]
    [InlineData("Blue", "blue")]
    public void Execute_TextOnASource_FindsTheObjectsOfThatColourFirst(string text, string label)
    {
        var answer = Run(Request() with { Text = text });
        Assert.True(answer.Searched >= 3, $"{answer.Searched} crops");
        var wanted = answer.Matches.TakeWhile(m => m.Crop.Label == label).ToList();
        Assert.NotEmpty(wanted);
        Assert.DoesNotContain(answer.Matches.Skip(wanted.Count), m => m.Crop.Label == label);
        Assert.All(wanted, m => Assert.InRange(m.Cosine, 0.9f, 1f)); // e.g. (220, 40, 40) with (1, 0, 0): 0.97
        Assert.All(answer.Matches.Skip(wanted.Count), m => Assert.InRange(m.Cosine, 0f, 0.4f));
    }

    [Fact]
    public void Execute_Source_StoresOneCropATrack()
    {
        var answer = Run(Request() with { Text = "red", Top = 1000 });
        Assert.Equal(answer.Searched, answer.Matches.Count);
        Assert.Equal(answer.Matches.Count, answer.Matches.Select(m => m.Crop.Track).Distinct().Count());
        Assert.All(answer.Matches, m =>
        {
            Assert.Equal("sim:pattern?frames=150", m.Crop.Camera);
            Assert.InRange(m.Crop.SourceTime.TotalSeconds, 0, 5);
        });
        Assert.Contains($"{answer.Searched} objects in 150 frames", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_GalleryOfAnEarlierRun_IsSearchedWithoutItsSource()
    {
        var gallery = _folder.File("seen.gallery");
        var first = Run(Request() with { Text = "blue", Gallery = gallery });
        var second = Run(Request() with { Text = "blue", Gallery = gallery, Source = null, Detector = "absent" });
        Assert.Equal(first.Matches.Select(m => (m.Crop.Id, m.Cosine)), second.Matches.Select(m => (m.Crop.Id, m.Cosine)));
    }

    [Fact]
    public void Execute_Picture_FindsTheLikeAndWritesWhatItFound()
    {
        var picture = _folder.File("blue.jpg");
        File.WriteAllBytes(picture, Blue());
        var answer = Run(Request() with { Image = picture, Pictures = _folder.File("found"), Top = 2 });
        Assert.Equal("blue", answer.Matches[0].Crop.Label);
        var written = Directory.GetFiles(_folder.File("found")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, written.Count);
        // The crop that was stored shows what was seen there.
        using var pool = new FramePool(1);
        using var decoder = new PictureDecoder();
        var shown = decoder.Read(written[0], pool);
        var middle = shown.Frame!.Pixels.Slice(((shown.Frame.Format.Height / 2 * shown.Frame.Format.Width) + (shown.Frame.Format.Width / 2)) * 3, 3);
        Assert.True(middle[2] > 180 && middle[0] < 90 && middle[1] < 110, $"({middle[0]}, {middle[1]}, {middle[2]})");
        shown.Frame.Release();
    }

    [Fact]
    public void Execute_TextLongerThanTheContext_FailsBeforeAnythingIsIndexed()
    {
        var gallery = _folder.File("seen.gallery");
        var message = Assert.Throws<TextException>(() => Run(Request() with { Text = "red green blue red green", Gallery = gallery })).Message;
        Assert.Contains("7 tokens", message, StringComparison.Ordinal);
        Assert.Contains("allowed are 6", message, StringComparison.Ordinal);
        Assert.False(File.Exists(gallery));
        Assert.Equal("", _progress.ToString());
    }

    [Fact]
    public void Execute_ModelsThatAreNotThere_AreNamed()
    {
        Assert.Contains("'no-image-half'", Missing(Request() with { Text = "red", ImageEncoder = "no-image-half" }), StringComparison.Ordinal);
        Assert.Contains("'no-text-half'", Missing(Request() with { Text = "red", TextEncoder = "no-text-half" }), StringComparison.Ordinal);
        Assert.Contains("'no-detector'", Missing(Request() with { Text = "red", Detector = "no-detector" }), StringComparison.Ordinal);

        string Missing(SearchRequest request) => Assert.Throws<ModelException>(() => Run(request)).Message;
    }

    [Fact]
    public void Execute_ModelsOfOtherTasks_AreRefused() =>
        Assert.Contains("for the task 'detect', expected embed-image", Assert.Throws<ModelException>(() => Run(Request() with { Text = "red", ImageEncoder = "pattern" })).Message, StringComparison.Ordinal);

    [Fact]
    public void Execute_GalleryOfAnotherModel_SaysWhoseItIs()
    {
        var gallery = _folder.File("seen.gallery");
        using (var other = Gallery.Open(gallery, new VectorModel("older", new string('c', 64), 3), new GalleryOptions()))
        {
            other.Add(new GalleryCrop("gate", DateTimeOffset.UnixEpoch, TimeSpan.Zero, "car", 1, default, 1), [1], [1, 0, 0]);
        }
        var answer = Run(Request() with { Text = "red", Gallery = gallery, Source = null });
        Assert.Empty(answer.Matches);
        Assert.Contains("1 crops are of the model 'older'", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_RequestThatContradictsItself_SaysEverythingAtOnce()
    {
        var problems = Assert.Throws<SettingsException>(() => Run(new SearchRequest { Top = 0, Frames = 0 })).Problems;
        Assert.Equal(4, problems.Count);
        problems = Assert.Throws<SettingsException>(() => Run(Request() with { Text = "red", Image = "x.jpg", Source = "ftp://x" })).Problems;
        Assert.Equal(2, problems.Count);
        Assert.Contains("unknown scheme 'ftp:'", problems[1], StringComparison.Ordinal);
        Assert.Contains("--image", Assert.Single(Assert.Throws<SettingsException>(() => Run(Request() with { Image = _folder.File("absent.jpg") })).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_SourceWithoutFrames_IsRefused() =>
        Assert.Throws<CameraException>(() => Run(Request() with { Text = "red", Source = _folder.Path + "/none.mp4" }));

    [Fact]
    public void Execute_Stopped_AnswersWithWhatWasSeen()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var answer = new SearchRun(Settings(), Request() with { Text = "red", Source = "sim:pattern" }, _progress, TimeProvider.System).Execute(stop.Token);
        Assert.Empty(answer.Matches);
        Assert.Contains("nothing to compare with", System.Text.Encoding.UTF8.GetString(SearchOutput.Text(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Answer_HoldsWhatScriptsNeed()
    {
        var answer = Run(Request() with { Text = "red", Top = 1 });
        var json = JsonDocument.Parse(SearchOutput.Json(answer)).RootElement;
        Assert.Equal("red", json.GetProperty("asked").GetString());
        Assert.Equal(answer.Searched, json.GetProperty("searched").GetInt32());
        var match = Assert.Single(json.GetProperty("matches").EnumerateArray());
        Assert.Equal("red", match.GetProperty("label").GetString());
        Assert.Equal(answer.Matches[0].Crop.BoxInSource.Right, match.GetProperty("box")[2].GetSingle(), 0.01f);
        Assert.InRange(match.GetProperty("cosine").GetDouble(), 0.9, 1);
        Assert.Contains("red", System.Text.Encoding.UTF8.GetString(SearchOutput.Text(answer)), StringComparison.Ordinal);
    }

    private SearchRequest Request() => new()
    {
        Source = "sim:pattern?frames=150", Detector = "pattern", ImageEncoder = _encoders.Image.Path, TextEncoder = _encoders.Text.Path,
    };

    private SearchAnswer Run(SearchRequest request) =>
        new SearchRun(Settings(), request, _progress, TimeProvider.System).Execute(TestContext.Current.CancellationToken);

    private static EdgeSettings Settings()
    {
        var settings = new EdgeSettings();
        settings.Engines.Providers = ["CPU"];
        return settings;
    }

    private static byte[] Blue()
    {
        using var pool = new FramePool(1);
        var frame = pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 32, 32))!;
        for (var i = 0; i < 1024; i++)
            ((ReadOnlySpan<byte>)[40, 60, 220]).CopyTo(frame.Pixels[(i * 3)..]);
        using var encoder = new SnapshotEncoder();
        var jpeg = new System.Buffers.ArrayBufferWriter<byte>();
        encoder.Encode(frame, [], jpeg);
        frame.Release();
        return jpeg.WrittenSpan.ToArray();
    }
}
