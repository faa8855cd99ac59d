namespace EdgeEngines.Onnx;

/// <summary>Element types by their number in the ONNX file (TensorProto.DataType of onnx.proto).</summary>
internal enum OnnxType
{
    Unknown = 0,
    Float32 = 1,
    Uint8 = 2,
    Int8 = 3,
    Uint16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Bool = 9,
    Float16 = 10,
    Float64 = 11,
    Bfloat16 = 16,
}

internal static class OnnxTypes
{
    public static string Name(OnnxType type) => type switch
    {
        OnnxType.Unknown => "unknown",
        OnnxType.Float32 => "float32",
        OnnxType.Uint8 => "uint8",
        OnnxType.Int8 => "int8",
        OnnxType.Uint16 => "uint16",
        OnnxType.Int16 => "int16",
        OnnxType.Int32 => "int32",
        OnnxType.Int64 => "int64",
        OnnxType.Text => "string",
        OnnxType.Bool => "bool",
        OnnxType.Float16 => "float16",
        OnnxType.Float64 => "float64",
        OnnxType.Bfloat16 => "bfloat16",
        _ => $"type{(int)type}",
    };

    /// <summary>Bytes an element, 0 for types that no engine here reads.</summary>
    public static int Size(OnnxType type) => type switch
    {
        OnnxType.Uint8 or OnnxType.Int8 or OnnxType.Bool => 1,
        OnnxType.Float16 or OnnxType.Bfloat16 => 2,
        OnnxType.Float32 or OnnxType.Int32 => 4,
        OnnxType.Float64 or OnnxType.Int64 => 8,
        _ => 0,
    };
}
