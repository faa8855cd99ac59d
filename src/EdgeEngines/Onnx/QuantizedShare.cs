using EdgeEngines.Models;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>How much of a quantized file's convolution and matrix work ONNX Runtime's CPU optimiser turns into integer operators.
/// What it cannot fuse runs in float between conversions: slower than the float model.</summary>
/// <param name="Integer">Operators that compute in integers.</param>
/// <param name="Unfused">Float operators that are fed by a dequantize step.</param>
/// <param name="BiasesWithoutAxis">Biases of unfused operators whose dequantize step has a scale a channel but lacks <c>axis = 0</c>: such
/// a file may even fail to run, since the default axis is 1 and a bias has one dimension.</param>
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
                ? $": {BiasesWithoutAxis} bias DequantizeLinear steps have a scale a channel but no axis=0, set it"
                : ": an activation stands before the quantize step whose zero point does not absorb it (Relu wants the type's lowest value), "
                    + "or a bias scale is not input scale × weight scale, or inputs or weights are left in float");

    internal static QuantizedShare Measure(ModelDescription model, byte[] bytes, GraphFile graph)
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
                using var session = new InferenceSession(graph.OverridableWeights > 0 ? GraphRewriter.WithoutWeightInputs(bytes, graph) : bytes, settings.Native);
            }
            return Count(GraphFile.Read(ModelFile.Read(optimised)), graph);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"model '{model.Name}': ONNX Runtime cannot load {model.File}: {e.Message.TrimEnd()}", e);
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
        return new QuantizedShare(optimised.Nodes.Count(n => s_integer.Contains(n.Operator)), unfused, unfused == 0 ? 0 : BiasesWithout(optimised, original));
    }

    private static IEnumerable<string> MadeByDequantize(GraphFile graph) =>
        graph.Nodes.Where(n => n.Operator == "DequantizeLinear").SelectMany(n => n.Outputs);

    private static int BiasesWithout(GraphFile optimised, GraphFile original)
    {
        // Only the original says what the exporter left out; the optimiser writes attributes as it likes. A scale for each channel has a
        // dimension, one for all has none.
        var withoutAxis = original.Nodes
            .Where(n => n is { Operator: "DequantizeLinear", Axis: null, Inputs.Count: > 1 } && original.VectorWeights.Contains(n.Inputs[1]))
            .SelectMany(n => n.Outputs).ToHashSet(StringComparer.Ordinal);
        return optimised.Nodes.Count(n => s_float.Contains(n.Operator) && n.Inputs.Count > 2 && withoutAxis.Contains(n.Inputs[2]));
    }
}
