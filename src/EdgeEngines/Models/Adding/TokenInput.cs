using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary>A text model's input as a description has it: one row of tokens.</summary>
internal static class TokenInput
{
    public static InputDescription Of(GraphValue tokens, int length) => new()
    {
        Name = tokens.Name,
        Type = tokens.Type == OnnxType.Int32 ? TensorType.Int32 : TensorType.Int64,
        Width = length,
        Height = 1,
    };
}
