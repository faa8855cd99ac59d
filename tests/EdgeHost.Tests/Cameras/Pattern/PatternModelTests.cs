using System.Security.Cryptography;
using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Cameras.Pattern;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Cameras.Pattern;

public sealed class PatternModelTests
{
    /// <summary>Half a model pixel where the sizes fit, one where they do not.</summary>
    [Theory]
    [InlineData(640, 360, 1, 0.5)]
    [InlineData(1280, 720, 7, 2)]
    [InlineData(640, 480, 4, 2.5)]
    [InlineData(641, 363, 9, 2)]
    public void Detector_OnThePattern_FindsEveryBoxAndNothingElse(int width, int height, int seed, double mostPixels)
    {
        using var detector = DetectorFactory.Load(ModelFolder.Read(Folder()), new EngineOptions { Providers = ["CPU"] }, NullLogger.Instance);
        using var pass = detector.CreatePass();
        using var pool = new FramePool(1);
        var source = new PatternSource(new PatternOptions { Width = width, Height = height, Seed = seed, FramesPerSecond = 5, Frames = 100 });
        var found = new DetectionBuffer();
        var truth = new PatternBox[PatternTruth.MaxBoxes];
        var sequence = 0;
        Opening.ReadAll(source, pool, look: frame =>
        {
            pass.Prepare(0, frame);
            pass.Run(1);
            pass.Read(0, found);
            var boxes = truth.AsSpan(0, source.Truth.Boxes(sequence++, truth)).ToArray();
            var detections = found.Items.ToArray().OrderBy(d => d.Class).ToArray();
            Assert.Equal(boxes.Select(b => b.Class), detections.Select(d => d.Class));
            foreach (var (box, detection) in boxes.Zip(detections))
                Assert.True(FarthestSide(box.BoxInSource, detection.BoxInSource) <= mostPixels, $"frame {sequence}: {detection} is not {box}");
        });
        Assert.Equal(100, sequence);
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void ModelJson_Hash_IsThatOfTheFile()
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "model.json")));
        var file = File.ReadAllBytes(Path.Combine(Folder(), description.RootElement.GetProperty("file").GetString()!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), description.RootElement.GetProperty("sha256").GetString());
    }

    [Fact]
    public void Script_Run_WritesTheSameFiles()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Folder(), "make_pattern_model.py"), folder.File("make.py"));
        Needs.Run("python3", folder.File("make.py"));
        foreach (var name in new[] { "pattern.onnx", "model.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(Folder(), name)), File.ReadAllBytes(folder.File(name)));
    }

    private static float FarthestSide(in Box one, in Box other) => Math.Max(
        Math.Max(Math.Abs(one.Left - other.Left), Math.Abs(one.Top - other.Top)),
        Math.Max(Math.Abs(one.Right - other.Right), Math.Abs(one.Bottom - other.Bottom)));

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent;
        Assert.SkipWhen(folder is null, "the tests do not run inside the repository");
        return Path.Combine(folder!.FullName, "models", "quantized", "pattern");
    }
}
