using System.Text;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>What an ONNX file says about itself, read without ONNX Runtime: nothing native sees a byte before this has.</summary>
internal sealed record GraphFile
{
    /// <summary>Protobuf itself stops at 2 GiB; larger models keep their weights outside, which is refused here.</summary>
    public const long LargestBytes = int.MaxValue - 64;

    public required int IrVersion { get; init; }
    public required string Producer { get; init; }

    /// <summary>Operator set version by domain; the default domain is "".</summary>
    public required IReadOnlyDictionary<string, long> Opsets { get; init; }

    /// <summary>All declared inputs, weights listed among them included.</summary>
    public required IReadOnlyList<GraphValue> DeclaredInputs { get; init; }
    public required IReadOnlyList<GraphValue> Outputs { get; init; }
    public required IReadOnlyList<GraphNode> Nodes { get; init; }

    /// <summary>Weights by name with their element types.</summary>
    public required IReadOnlyDictionary<string, OnnxType> Initializers { get; init; }

    /// <summary>Names of the weights with one dimension of more than one value: biases, scales a channel.</summary>
    public required IReadOnlySet<string> VectorWeights { get; init; }

    /// <summary>Free key and value pairs, e.g. Ultralytics' <c>names</c>.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Inputs that a caller feeds.</summary>
    public IEnumerable<GraphValue> Inputs => DeclaredInputs.Where(i => !Initializers.ContainsKey(i.Name));

    /// <summary>Weights that the file also lists as inputs, as exporters did before 2020. From IR version 4 on such a weight may be
    /// replaced by the caller, so ONNX Runtime must not fold it into its neighbours.</summary>
    public int OverridableWeights => IrVersion < 4 ? 0 : DeclaredInputs.Count(i => Initializers.ContainsKey(i.Name));

    public int Count(string @operator) => Nodes.Count(n => n.Operator == @operator);

    /// <summary>The operation that makes a value, or null for an input or a weight.</summary>
    public GraphNode? MakerOf(string value) => Nodes.FirstOrDefault(n => n.Outputs.Contains(value));

    /// <summary><c>int8</c> for quantize/dequantize pairs, integer operators or weights in blocks of integers, else the type most weights have.</summary>
    public string Precision
    {
        get
        {
            if (Nodes.Any(n => n.Operator is "QuantizeLinear" or "QLinearConv" or "QLinearMatMul" or "ConvInteger" or "MatMulInteger" or "MatMulNBits"))
                return "int8";
            var half = Initializers.Values.Count(t => t is OnnxType.Float16 or OnnxType.Bfloat16);
            return half > Initializers.Values.Count(t => t == OnnxType.Float32) ? "fp16" : "fp32";
        }
    }

    /// <exception cref="ModelException">Not ONNX, truncated, oversized, or with weights outside the file.</exception>
    public static GraphFile Read(ReadOnlySpan<byte> file) => GraphFileReader.Read(file);

    /// <summary>Inputs and outputs on lines of their own, as messages show them.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var input in Inputs)
            text.AppendLine($"  input  {input}");
        foreach (var output in Outputs)
            text.AppendLine($"  output {output}");
        return text.ToString().TrimEnd();
    }
}
