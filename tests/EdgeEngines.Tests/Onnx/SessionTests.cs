using System.Runtime.InteropServices;
using System.Text;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Onnx.Providers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

/// <summary>What only a device session does, driven on the CPU.</summary>
public sealed class SessionTests
{
    [Fact]
    public void Run_InputsCopiedWhenBound_StillSeesNewPixels()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne("batch", 3, 4, 4));
        using var session = new SessionOpener(model.Folder, new EngineOptions { MaxBatch = 2 }, NullLogger.Instance).Open();
        Assert.False(session.CopiesInputs);
        session.CopiesInputs = true;
        using var memory = new PassMemory(model.Folder.Description, session);
        using var run = session.Bind(memory);
        long allocated = 0;
        for (var round = 1; round <= 100; round++)
        {
            MemoryMarshal.Cast<byte, float>(memory.Input.Row(1)).Fill(round);
            var before = GC.GetAllocatedBytesForCurrentThread();
            session.Run(run, 2);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal((2f * round) + 1, memory.Tensors[0].Item(1)[5]);
        }
        Assert.InRange(allocated, 1, 64);
    }

    [Fact]
    public void Open_WithProfile_FindsTheNodesOnTheCpu()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        using var session = new SessionOpener(model.Folder, new EngineOptions { Providers = ["CPU"] }, NullLogger.Instance, alwaysProfile: true).Open();
        Assert.Equal(["CPU"], session.Report.Got);
        Assert.Empty(session.Report.Why);
    }

    [Fact]
    public void Share_ProviderWithoutNodes_IsNotGot()
    {
        List<string> why = [];
        var nodes = new Dictionary<string, int> { ["CPUExecutionProvider"] = 2, ["TensorrtExecutionProvider"] = 1 };
        Assert.Equal(["TensorRT", "CPU"], NodeProfile.Share(nodes, ExecutionProviders.All, why));
        Assert.Equal(["CUDA: accepted, but it takes no part of this model"], why);
    }

    [Fact]
    public void Count_Profile_CountsNodesOnce()
    {
        var trace = """
            [{"cat":"Session","name":"load","args":{}},
             {"cat":"Node","name":"a_kernel_time","args":{"provider":"CUDAExecutionProvider","op_name":"Conv"}},
             {"cat":"Node","name":"a_kernel_time","args":{"provider":"CUDAExecutionProvider","op_name":"Conv"}},
             {"cat":"Node","name":"b_kernel_time","args":{"provider":"CPUExecutionProvider"}},
             {"cat":"Node","name":"c_fence_before","args":{"op_name":"Conv"}}]
            """;
        var counts = NodeProfile.Count(Encoding.UTF8.GetBytes(trace));
        Assert.Equal(new Dictionary<string, int> { ["CUDAExecutionProvider"] = 1, ["CPUExecutionProvider"] = 1 }, counts);
    }

    [Fact]
    public void Run_RtDetrSizes_AreTheEnginesOwn()
    {
        var onnx = new TinyOnnx()
            .Input("images", TinyOnnx.Float32, "N", 3, 4, 8).Input("orig_target_sizes", TinyOnnx.Int64, "N", 2)
            .Output("out", TinyOnnx.Int64, "N", 2).Output("same", TinyOnnx.Float32, "N", 3, 4, 8)
            .Node("Identity", ["orig_target_sizes"], ["out"]).Node("Identity", ["images"], ["same"]).Build();
        using var model = new ModelOnDisk(onnx, json => json["input"]!["width"] = 8);
        using var session = new SessionOpener(model.Folder, new EngineOptions { MaxBatch = 2 }, NullLogger.Instance).Open();
        using var memory = new PassMemory(model.Folder.Description, session);
        using var run = session.Bind(memory);
        session.Run(run, 2);
        memory.ConvertOutputs(1);
        Assert.Equal([8f, 4f], memory.Tensors[0].Item(1).ToArray()); // width, height
    }

    [Fact]
    public void Open_SecondInputThatNobodyFeeds_IsRefused()
    {
        var onnx = new TinyOnnx()
            .Input("images", TinyOnnx.Float32, 1, 3, 4, 4).Input("prompt", TinyOnnx.Int64, 1, 2)
            .Output("out", TinyOnnx.Int64, 1, 2).Node("Identity", ["prompt"], ["out"]).Build();
        using var model = new ModelOnDisk(onnx);
        var message = Assert.Throws<ModelException>(() => new SessionOpener(model.Folder, new EngineOptions(), NullLogger.Instance).Open()).Message;
        Assert.Contains("the file also wants 'prompt' int64[1, 2]", message, StringComparison.Ordinal);
    }
}
