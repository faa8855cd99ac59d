using System.Diagnostics;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Models.Adding;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Embedding;

/// <summary>A third-party model of NHWC layout on a real video: the same person is alike, another one is not.</summary>
public sealed class ReIdentificationTests : IDisposable
{
    private readonly string _models = Directory.CreateTempSubdirectory("edge-models-").FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    // Boxes drawn by eye; the two frames of a person are six seconds apart.
    private static readonly (int Frame, string Who, Box BoxInSource)[] s_seen =
    [
        (120, "grey coat", new Box(384, 12, 522, 390)), (180, "grey coat", new Box(390, 12, 525, 390)),
        (360, "black suit", new Box(381, 6, 546, 384)), (420, "black suit", new Box(381, 6, 546, 384)),
        (960, "grey sweater", new Box(384, 6, 522, 378)), (1020, "grey sweater", new Box(384, 6, 528, 378)),
        (1260, "white shirt", new Box(363, 0, 528, 393)), (1320, "white shirt", new Box(348, 0, 528, 393)),
    ];

    [Fact]
    public void Encode_FourPeople_TellsThemApart()
    {
        var video = TestData.Need("videos/one-by-one-person-detection.mp4");
        var added = ModelAdder.Add(new AddRequest { OnnxFile = TestData.Need("models/reid/person-reidentification-retail-0288.onnx"), ModelsDirectory = _models });
        using var encoder = ImageEncoderFactory.Load(added.Folder!, new EngineOptions(), NullLogger.Instance);
        Assert.Equal((256, TensorLayout.Nhwc), (encoder.Dimensions, encoder.Model.Input.Layout));
        var vectors = Vectors(encoder, video);
        for (var one = 0; one < s_seen.Length; one++)
        {
            for (var other = one + 1; other < s_seen.Length; other++)
            {
                var likeness = Cosine.Of(vectors[one], vectors[other]);
                if (s_seen[one].Who == s_seen[other].Who)
                    Assert.True(likeness >= 0.95, $"{s_seen[one].Who} in frames {s_seen[one].Frame} and {s_seen[other].Frame}: {likeness}");
                else
                    Assert.True(likeness <= 0.9, $"{s_seen[one].Who} and {s_seen[other].Who}: {likeness}");
            }
        }
    }

    private static float[][] Vectors(IImageEncoder encoder, string video)
    {
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.I420, 768, 432), TestContext.Current.CancellationToken);
        var chosen = string.Join('+', s_seen.Select(s => $"eq(n,{s.Frame})"));
        using var ffmpeg = Start("-v", "error", "-i", video, "-vf", $"select='{chosen}'", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-");
        var vectors = new float[s_seen.Length][];
        for (var i = 0; i < s_seen.Length; i++)
        {
            ffmpeg.StandardOutput.BaseStream.ReadExactly(frame.Pixels);
            vectors[i] = new float[encoder.Dimensions];
            encoder.Encode(frame, [s_seen[i].BoxInSource], vectors[i]);
        }
        ffmpeg.WaitForExit();
        frame.Release();
        return vectors;
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Skip($"ffmpeg is not to be had: {e.Message}");
            throw;
        }
    }
}
