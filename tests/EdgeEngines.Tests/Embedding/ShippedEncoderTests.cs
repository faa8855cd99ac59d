using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Embedding;

/// <summary>The dual encoder that ships, in eight bits on ONNX Runtime, against what PyTorch computed in float before it was quantized
/// (<c>tests/golden/street-dual-encoder-parity.json</c>, written by the learner).</summary>
public sealed class ShippedEncoderTests(ITestOutputHelper output)
{
    private const float LeastCosine = 0.97f;

    private static readonly string s_root = Root();

    [Fact]
    public void Encode_Texts_AreWhatPyTorchComputed()
    {
        using var encoder = TextEncoderFactory.Load(Folder("street-dual-encoder-text"), new EngineOptions(), NullLogger.Instance);
        var vector = new float[encoder.Dimensions];
        foreach (var golden in Golden("texts"))
        {
            var text = golden.GetProperty("text").GetString()!;
            encoder.Encode(text, vector);
            AssertNear(text, vector, golden);
        }
    }

    [Fact]
    public void Encode_Pictures_AreWhatPyTorchComputed()
    {
        using var encoder = ImageEncoderFactory.Load(Folder("street-dual-encoder-image"), new EngineOptions(), NullLogger.Instance);
        using var pool = new FramePool(1);
        var vector = new float[encoder.Dimensions];
        var side = encoder.Model.Input.Width;
        foreach (var golden in Golden("pictures"))
        {
            var pattern = golden.GetProperty("pattern").EnumerateArray().Select(p => p.GetInt32()).ToArray();
            var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, side, side), TestContext.Current.CancellationToken);
            for (var i = 0; i < frame.Pixels.Length; i++)
                frame.Pixels[i] = (byte)((i / 3 % side * pattern[0]) + (i / 3 / side * pattern[1]) + (i % 3 * pattern[2]));
            encoder.Encode(frame, [new Box(0, 0, side, side)], vector);
            frame.Release();
            AssertNear(string.Join(',', pattern), vector, golden);
        }
    }

    private void AssertNear(string what, float[] vector, JsonElement golden)
    {
        var expected = golden.GetProperty("vector").EnumerateArray().Select(v => v.GetSingle()).ToArray();
        var cosine = Cosine.Of(vector, expected);
        output.WriteLine($"{what}: {cosine}");
        Assert.True(cosine >= LeastCosine, $"{what}: cosine {cosine} to PyTorch's vector");
    }

    private static List<JsonElement> Golden(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_root, "tests", "golden", "street-dual-encoder-parity.json")));
        return [.. file.RootElement.GetProperty(name).EnumerateArray().Select(e => e.Clone())];
    }

    private static ModelFolder Folder(string name) => ModelFolder.Read(Path.Combine(s_root, "models", "quantized", name));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("not run inside the repository");
        return folder.FullName;
    }
}
