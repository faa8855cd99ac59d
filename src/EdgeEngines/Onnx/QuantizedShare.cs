using EdgeEngines.Models;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>How much of a quantized file's convolution and matrix work ONNX Runtime's CPU optimiser turns into integer operators.
/// What it cannot fuse runs in float between conversions: slower than the float model.</summary>
/// <param name="Integer">Operators that compute in integers.</param>
/// <param name="Unfused">Float operators that are fed by a dequantize step.</param>
/// <param name="BiasesWithoutAxis">Per-channel bias scales whose dequantize step lacks <c>axis = 0</c>, the usual cause.</param>
public sealed record QuantizedShare(int Integer, int Unfused, int BiasesWithoutAxis)
{
    private static readonly string[] s_integer =
        ["QLinearConv", "ConvInteger", "QLinearMatMul", "MatMulInteger", "QGemm", "DynamicQuantizeMatMul", "MatMulIntegerToFloat"];

    private static readonly string[] s_float = ["Conv", "FusedConv", "ConvTranspose", "MatMul", "Gemm", "FusedMatMul", "FusedGemm"];

    /// <summary>What to warn of; null when everything is fused.</summary>
    public string? Warning => Unfused == 0
        ? null
        : $"{Unfused} of {Integer + Unfused} convolutions and matrix products stay in float between conversions, which is slower than the float model"
            + (BiasesWithoutAxis > 0
                ? $"; {BiasesWithoutAxis} bias DequantizeLinear steps have a scale a channel but no axis=0: set it, and they fuse"
                : "; quantize their inputs, weights and biases too, or leave those layers wholly in float");

    internal static QuantizedShare Measure(byte[] bytes, GraphFile graph)
    {
        var folder = Directory.CreateTempSubdirectory("edge-optimised-");
        try
        {
            var optimised = Path.Combine(folder.FullName, "optimised.onnx");
            using (var settings = new SessionSettings(new EngineOptions()))
            {
                // Not ENABLE_ALL: layouts of one processor would hide the operators behind other names.
                settings.Native.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED;
                settings.Native.OptimizedModelFilePath = optimised;
                using var session = new InferenceSession(bytes, settings.Native);
            }
            return Count(GraphFile.Read(ModelFile.Read(optimised)), graph);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static QuantizedShare Count(GraphFile optimised, GraphFile original)
    {
        var dequantized = MadeByDequantize(optimised).ToHashSet(StringComparer.Ordinal);
        var unfused = optimised.Nodes.Count(n => s_float.Contains(n.Operator) && n.Inputs.Any(dequantized.Contains));
        return new QuantizedShare(optimised.Nodes.Count(n => s_integer.Contains(n.Operator)), unfused, unfused == 0 ? 0 : BiasesWithout(original));
    }

    private static IEnumerable<string> MadeByDequantize(GraphFile graph) =>
        graph.Nodes.Where(n => n.Operator == "DequantizeLinear").SelectMany(n => n.Outputs);

    private static int BiasesWithout(GraphFile graph)
    {
        var withoutAxis = graph.Nodes.Where(n => n is { Operator: "DequantizeLinear", Axis: null }).SelectMany(n => n.Outputs).ToHashSet(StringComparer.Ordinal);
        return graph.Nodes.Count(n => s_float.Contains(n.Operator) && n.Inputs.Count > 2 && withoutAxis.Contains(n.Inputs[2]));
    }
}
