using System.Buffers.Binary;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

public sealed class QuantizedTests
{
    [Fact]
    public void Check_BiasWithAxis_FusesToIntegers()
    {
        var report = Check(QuantizedConvolution(biasAxis: true));
        Assert.Equal("int8", report.Precision);
        Assert.Equal((1, 0), (report.Quantized!.Integer, report.Quantized.Unfused));
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Check_BiasWithoutAxis_NamesTheCause()
    {
        // Relu before a quantize step with zero point 0 is not absorbed; the bias then needs an axis to be dequantized at all.
        var failure = Assert.Throws<ModelException>(() => Check(QuantizedConvolution(biasAxis: false, relu: true)));
        Assert.Contains("1 of 1 convolutions", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1 bias DequantizeLinear steps have a scale a channel but no axis=0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ActivationNotAbsorbed_WarnsThatFloatWouldBeFaster()
    {
        var report = Check(QuantizedConvolution(biasAxis: true, relu: true));
        Assert.Equal((0, 1, 0), (report.Quantized!.Integer, report.Quantized.Unfused, report.Quantized.BiasesWithoutAxis));
        Assert.Contains("slower than the float model", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_QuantizedConvolution_IsNearTheFloatFormula()
    {
        using var model = Folder(QuantizedConvolution(biasAxis: true));
        using var session = new SessionOpener(model.Folder, new EngineOptions(), NullLogger.Instance).Open();
        using var memory = new PassMemory(model.Folder.Description, session);
        var input = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(memory.Input.Row(0));
        input[..16].Fill(1f);
        input[16..32].Fill(-0.5f);
        input[32..].Fill(0.25f);
        using var run = session.Bind(memory);
        session.Run(run, 1);
        // Channel 0: weights 0.5, 0.25, −0.25 with bias 0.125; channel 1: the same doubled.
        Assert.Equal(0.5f - 0.125f - 0.0625f + 0.125f, memory.Tensors[0].Item(0)[3], 0.02f);
        Assert.Equal((2 * (0.5f - 0.125f - 0.0625f)) + 0.125f, memory.Tensors[0].Item(0)[16 + 3], 0.02f);
    }

    private static ModelCheckReport Check(byte[] onnx)
    {
        using var model = Folder(onnx);
        return ModelCheck.Run(model.Folder, new EngineOptions { Providers = ["CPU"] }, TimeSpan.FromMilliseconds(1), NullLogger.Instance);
    }

    private static ModelOnDisk Folder(byte[] onnx) => new(onnx, json =>
    {
        json["task"] = "depth";
        json["precision"] = "int8";
        json.Remove("head");
    });

    /// <summary>Quantize → dequantize → 1×1 convolution of two channels → quantize → dequantize, as quantizers write it.</summary>
    private static byte[] QuantizedConvolution(bool biasAxis, bool relu = false)
    {
        const float InputScale = 1 / 64f, OutputScale = 1 / 32f;
        float[] weightScales = [1 / 128f, 1 / 64f];
        (string, object)[] axis0 = [("axis", 0)];
        var onnx = new TinyOnnx { Opset = 13 }
            .Input("images", TinyOnnx.Float32, 1, 3, 4, 4).Output("out", TinyOnnx.Float32, 1, 2, 4, 4)
            .Weight("si", [], InputScale).Weight("so", [], OutputScale).Weight("zero", TinyOnnx.Int8, [], [0])
            .Weight("w", TinyOnnx.Int8, [2, 3, 1, 1], [64, 32, unchecked((byte)-32), 64, 32, unchecked((byte)-32)])
            .Weight("sw", [2], weightScales).Weight("zw", TinyOnnx.Int8, [2], [0, 0])
            .Weight("b", TinyOnnx.Int32, [2], Ints((int)(0.125f / (InputScale * weightScales[0])), (int)(0.125f / (InputScale * weightScales[1]))))
            .Weight("sb", [2], InputScale * weightScales[0], InputScale * weightScales[1]).Weight("zb", TinyOnnx.Int32, [2], Ints(0, 0))
            .Node("QuantizeLinear", ["images", "si", "zero"], ["iq"]).Node("DequantizeLinear", ["iq", "si", "zero"], ["id"])
            .Node("DequantizeLinear", ["w", "sw", "zw"], ["wd"], axis0)
            .Node("DequantizeLinear", ["b", "sb", "zb"], ["bd"], biasAxis ? axis0 : [])
            .Node("Conv", ["id", "wd", "bd"], ["c"]);
        if (relu)
            onnx.Node("Relu", ["c"], ["r"]);
        return onnx
            .Node("QuantizeLinear", [relu ? "r" : "c", "so", "zero"], ["oq"]).Node("DequantizeLinear", ["oq", "so", "zero"], ["out"])
            .Build();
    }

    private static byte[] Ints(params int[] values)
    {
        var raw = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(raw.AsSpan(i * 4), values[i]);
        return raw;
    }
}
