using System.Text.Json.Nodes;
using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Tensors;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

public sealed class DetectorTests
{
    [Fact]
    public void Run_TinyModel_ComputesWhatTheGraphSays()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        using var engine = Load(model);
        using var pass = engine.CreatePass();
        Assert.Equal([7f], RunOnce(pass, 3));
        Assert.Equal(["TensorRT", "CUDA", "CPU"], engine.Report.Asked);
        Assert.Equal(["CPU"], engine.Report.Got);
        Assert.Equal(2, engine.Report.Why.Count);
        Assert.Contains("TensorRT: not in this build", engine.Report.Why[0], StringComparison.Ordinal);
        Assert.Equal("fp32", engine.Report.Precision);
        Assert.True(engine.Report.LoadMilliseconds > 0);
    }

    [Theory]
    [InlineData(TinyOnnx.Float16, "float16")]
    [InlineData(TinyOnnx.Uint8, "uint8")]
    [InlineData(TinyOnnx.Int8, "int8")]
    public void Run_OutputOfAnotherType_ReachesTheHeadAsFloat(int type, string name)
    {
        using var model = new ModelOnDisk(TinyModels.Same(type), json => json["input"]!["type"] = name);
        using var engine = Load(model);
        using var pass = engine.CreatePass();
        Assert.Equal([100f], RunOnce(pass, 100));
    }

    [Fact]
    public void Run_OpenBatch_TakesAnyNumberUpToTheMost()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne("batch", 3, 4, 4));
        using var engine = Load(model, new EngineOptions { MaxBatch = 3 });
        Assert.Equal(3, engine.BatchSize);
        using var pass = engine.CreatePass();
        Assert.Equal([3f, 5f, 7f], RunOnce(pass, 1, 2, 3));
        Assert.Equal([21f], RunOnce(pass, 10));
        Assert.Equal([41f, 61f], RunOnce(pass, 20, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Run(4));
    }

    [Fact]
    public void Run_OpenBatchButOneWanted_IsFixed()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne("batch", 3, "height", "width"));
        using var engine = Load(model);
        Assert.Equal(1, engine.BatchSize);
        using var pass = engine.CreatePass();
        Assert.Equal([9f], RunOnce(pass, 4));
    }

    [Fact]
    public void Run_FixedBatch_IsPadded()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(4, 3, 4, 4));
        using var engine = Load(model);
        Assert.Equal(4, engine.BatchSize);
        using var pass = engine.CreatePass();
        Assert.Equal([3f, 5f], RunOnce(pass, 1, 2));
    }

    [Fact]
    public void Load_BatchPromisedButNotKept_FallsBackToOneAndSaysSo()
    {
        using var model = new ModelOnDisk(TinyModels.FalseBatch());
        using var engine = Load(model, new EngineOptions { MaxBatch = 2 });
        Assert.Equal(1, engine.BatchSize);
        Assert.Contains(engine.Report.Why, w => w.StartsWith("batch of 2", StringComparison.Ordinal));
        using var pass = engine.CreatePass();
        Assert.Equal([6f], RunOnce(pass, 6));
    }

    [Fact]
    public void Load_OutputAsLongAsThePictureSays_IsRefused()
    {
        using var model = new ModelOnDisk(TinyModels.LengthDependsOnPicture());
        Assert.Contains("depends on the picture", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsAsInputs_ComputesTheSame()
    {
        using var model = new ModelOnDisk(TinyModels.WeightsAsInputs());
        using var engine = Load(model);
        using var pass = engine.CreatePass();
        Assert.Equal([(8 * 0.875f) + 3], RunOnce(pass, 8));
    }

    [Theory]
    [InlineData("name", "pictures", "the input 'pictures'")]
    [InlineData("type", "uint8", "input.type is uint8")]
    [InlineData("layout", "nhwc", "[batch, 4, 4, 3]")]
    [InlineData("width", 8, "[batch, 3, 4, 8]")]
    public void Load_InputDiffersFromFile_SaysExpectedAndFound(string field, object value, string expected)
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4), json => json["input"]![field] = JsonValue.Create(value));
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("'images' float32[1, 3, 4, 4]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnotherFileThanDescribed_IsRefusedBeforeParsing()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        var bytes = File.ReadAllBytes(model.OnnxPath);
        bytes[^1] ^= 1;
        File.WriteAllBytes(model.OnnxPath, bytes);
        Assert.Contains("sha256 expected", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(model.OnnxPath, bytes[..20]);
        Assert.Contains("(20 bytes)", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(model.OnnxPath, []);
        Assert.Contains("is empty", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
        File.Delete(model.OnnxPath);
        Assert.Contains("cannot be read", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LargerThanAllowed_IsRefused()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        Assert.Contains("at most 10", Assert.Throws<ModelException>(() => Load(model, new EngineOptions { MaxModelBytes = 10 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OperatorThatNobodyKnows_NamesIt()
    {
        var onnx = new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 4, 4).Output("out", TinyOnnx.Float32, 1)
            .Node("Frobnicate", ["images"], ["out"]).Build();
        using var model = new ModelOnDisk(onnx);
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains("Frobnicate", message, StringComparison.Ordinal);
        Assert.Contains("model 'tiny'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CpuNotAsked_SaysWhatFailed()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        var message = Assert.Throws<EngineException>(() => Load(model, new EngineOptions { Providers = ["TensorRT"] })).Message;
        Assert.Contains("TensorRT: not in this build", message, StringComparison.Ordinal);
        Assert.Contains("Add CPU", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ProviderThatNobodyKnows_SaysWhichThereAre()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        var message = Assert.Throws<EngineException>(() => Load(model, new EngineOptions { Providers = ["NPU"] })).Message;
        Assert.Contains("'NPU', expected TensorRT, CUDA, CPU", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_HeadDoesNotFit_FreesTheEngine()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        Assert.Throws<ModelException>(() => DetectorFactory.Load(
            model.Folder, new EngineOptions(), NullLogger.Instance, (_, _) => throw new ModelException("does not fit")));
    }

    [Fact]
    public void Load_NativeDirectoryWithoutLibrary_SaysWhatIsMissing()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        var message = Assert.Throws<EngineException>(() => Load(model, new EngineOptions { NativeDirectory = model.Path })).Message;
        Assert.Contains(model.Path, message, StringComparison.Ordinal);
        Assert.Contains("libonnxruntime", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_Engine_ReadsStillWorkRunsDoNot()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        var engine = Load(model);
        using var pass = engine.CreatePass();
        Assert.Equal([7f], RunOnce(pass, 3));
        engine.Dispose();
        engine.Dispose();
        Assert.Equal(7f, Read(pass, 0));
        Assert.Throws<ObjectDisposedException>(() => pass.Run(1));
        Assert.Throws<ObjectDisposedException>(() => engine.CreatePass());
        pass.Dispose();
        pass.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Read(pass, 0));
    }

    [Fact]
    public void Dispose_WhileManyThreadsRun_EveryRunEndsOrIsRefused()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        for (var round = 0; round < 20; round++)
        {
            var engine = Load(model);
            using var started = new CountdownEvent(4);
            var wrong = 0;
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                using var pass = engine.CreatePass();
                Fill(pass, 0, 5);
                started.Signal();
                try
                {
                    while (true)
                    {
                        pass.Run(1);
                        if (Read(pass, 0) != 11f)
                            Interlocked.Increment(ref wrong);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // the engine was closed: how each of these threads is meant to end
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            started.Wait(TestContext.Current.CancellationToken);
            engine.Dispose();
            threads.ForEach(t => Assert.True(t.Join(TimeSpan.FromSeconds(20))));
            Assert.Equal(0, wrong);
        }
    }

    [Fact]
    public void Run_InSteadyState_AllocatesNothing()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        using var engine = Load(model);
        using var pass = engine.CreatePass();
        Fill(pass, 0, 5);
        for (var i = 0; i < 50; i++)
            pass.Run(1);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 100; i++)
                pass.Run(1);
        }));
    }

    internal static IDetector Load(ModelOnDisk model, EngineOptions? options = null) =>
        DetectorFactory.Load(model.Folder, options ?? new EngineOptions(), NullLogger.Instance, (description, outputs) => new FirstValueHead(description, outputs));

    /// <summary>Fills item i with pictures of one grey, runs, and reads the first output value of each.</summary>
    private static float[] RunOnce(IDetectorPass pass, params byte[] greys)
    {
        for (var i = 0; i < greys.Length; i++)
            Fill(pass, i, greys[i]);
        pass.Run(greys.Length);
        return [.. greys.Select((_, i) => Read(pass, i))];
    }

    private static void Fill(IDetectorPass pass, int item, byte grey)
    {
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 4, 4), TestContext.Current.CancellationToken);
        frame.Pixels.Fill(grey);
        pass.Prepare(item, frame);
        frame.Release();
        Assert.Equal(0, pool.Leased);
    }

    private static float Read(IDetectorPass pass, int item)
    {
        pass.Read(item, new DetectionBuffer());
        return s_lastRead;
    }

    [ThreadStatic]
    private static float s_lastRead;

    /// <summary>Finds nothing; notes the first number of the first output.</summary>
    private sealed class FirstValueHead(ModelDescription model, IReadOnlyList<OutputTensor> outputs) : DetectionHead(new HeadContract(model, outputs))
    {
        protected override void Collect(int item, in Placement placement, CandidateBuffer candidates) => s_lastRead = outputs[0].Item(item)[0];
    }
}
