using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;

using Microsoft.Extensions.Logging.Abstractions;

using Xunit;

namespace EdgeEngines.Tests.Detecting.Golden;

/// <summary>Pixels to boxes on real pictures and models, against an implementation that shares nothing with this one.</summary>
public sealed class GoldenDetectionTests
{
    [Theory]
    [InlineData("FastestDet", 35)]
    [InlineData("nanodet_m_416", 35)]
    [InlineData("light_person_detector", 6)]
    [InlineData("version-RFB-320", 3)]
    [InlineData("version-RFB-320_without_postprocessing", 3)]
    public void Detect_RealPictures_FindsWhatTheSecondImplementationFinds(string name, int atLeast)
    {
        var golden = GoldenFile.Read(name);
        var weights = TestData.Need($"models/{golden.Model}");
        var coco = File.ReadAllLines(TestData.Need("labels/coco.names"));
        var model = GoldenModels.Describe(name, golden, coco);
        var folder = GoldenModels.Write(model, weights);
        try
        {
            using var detector = DetectorFactory.Load(ModelFolder.Read(folder), new EngineOptions { Providers = ["CPU"] }, NullLogger.Instance);
            var comparison = new GoldenComparison(golden, model.Labels);

            Detect(detector, golden, comparison);

            Assert.True(comparison.Disagreements.Count == 0, string.Join('\n', comparison.Disagreements));
            Assert.True(comparison.Agreed >= atLeast, $"{comparison.Agreed} agreed, expected {atLeast} or more");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Detect(IDetector detector, GoldenFile golden, GoldenComparison comparison)
    {
        using var pool = new FramePool(1);
        using var pass = detector.CreatePass();
        var found = new DetectionBuffer();
        foreach (var picture in golden.Pictures)
        {
            var frame = GoldenFrames.Rent(picture, golden.Pictures, TestData.Root, pool);
            pass.Prepare(0, frame);
            frame.Release();
            pass.Run(1);
            pass.Read(0, found);
            comparison.Compare(picture, found.Items);
        }
        Assert.Equal(0, pool.Leased);
    }
}
