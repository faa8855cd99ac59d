using System.Buffers.Binary;
using System.Text;

namespace EdgeEngines.Tests.Onnx;

/// <summary>Writes small ONNX files byte by byte (field numbers of onnx.proto), independent of the reader under test.</summary>
internal sealed class TinyOnnx
{
    public const int Float32 = 1, Uint8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Float16 = 10, Float64 = 11;

    private readonly List<byte> _graph = [];
    private readonly List<byte> _extra = [];

    public int IrVersion { get; init; } = 8;
    public int Opset { get; init; } = 13;

    /// <summary>Sizes are numbers, names of open dimensions are texts, null is neither.</summary>
    public TinyOnnx Input(string name, int type, params object?[] shape) => Add(_graph, 11, Value(name, type, shape));

    public TinyOnnx Output(string name, int type, params object?[] shape) => Add(_graph, 12, Value(name, type, shape));

    public TinyOnnx Node(string op, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        var node = new List<byte>();
        foreach (var input in inputs)
            Field(node, 1, Encoding.UTF8.GetBytes(input));
        foreach (var output in outputs)
            Field(node, 2, Encoding.UTF8.GetBytes(output));
        Field(node, 4, Encoding.UTF8.GetBytes(op));
        foreach (var (name, value) in attributes)
            Field(node, 5, Attribute(name, value));
        return Add(_graph, 1, node.ToArray());
    }

    public TinyOnnx Weight(string name, int type, long[] shape, byte[] raw, bool outside = false)
    {
        var tensor = new List<byte>();
        foreach (var size in shape)
            Number(tensor, 1, size);
        Number(tensor, 2, type);
        Field(tensor, 8, Encoding.UTF8.GetBytes(name));
        if (outside)
        {
            Field(tensor, 13, Pair("location", "../../etc/passwd"));
            Number(tensor, 14, 1);
        }
        else
        {
            Field(tensor, 9, raw);
        }
        return Add(_graph, 5, tensor.ToArray());
    }

    public TinyOnnx Weight(string name, long[] shape, params float[] values)
    {
        var raw = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * 4), values[i]);
        return Weight(name, Float32, shape, raw);
    }

    public TinyOnnx Longs(string name, params long[] values)
    {
        var raw = new byte[values.Length * 8];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * 8), values[i]);
        return Weight(name, Int64, [values.Length], raw);
    }

    public TinyOnnx Metadata(string key, string value) => Add(_extra, 14, Pair(key, value));

    public TinyOnnx ModelField(int field, byte[] content) => Add(_extra, field, content);

    public byte[] Build()
    {
        Field(_graph, 2, "tiny"u8.ToArray());
        var model = new List<byte>();
        Number(model, 1, IrVersion);
        Field(model, 2, "tiny"u8.ToArray());
        Field(model, 7, _graph.ToArray());
        var opset = new List<byte>();
        Number(opset, 2, Opset);
        Field(model, 8, opset.ToArray());
        model.AddRange(_extra);
        return model.ToArray();
    }

    /// <summary>An attribute that holds a graph: what If and Loop have.</summary>
    public static byte[] NestedGraphs(int depth)
    {
        var inner = Array.Empty<byte>();
        for (var i = 0; i < depth; i++)
        {
            var attribute = new List<byte>();
            Field(attribute, 6, inner);
            var node = new List<byte>();
            Field(node, 5, attribute.ToArray());
            var graph = new List<byte>();
            Field(graph, 1, node.ToArray());
            inner = graph.ToArray();
        }
        return inner;
    }

    private static byte[] Attribute(string name, object value)
    {
        var attribute = new List<byte>();
        Field(attribute, 1, Encoding.UTF8.GetBytes(name));
        switch (value)
        {
            case int number:
                Number(attribute, 3, number);
                Number(attribute, 20, 2);
                break;
            case int[] numbers:
                foreach (var number in numbers)
                    Number(attribute, 8, number);
                Number(attribute, 20, 7);
                break;
        }
        return attribute.ToArray();
    }

    private static byte[] Value(string name, int type, object?[] shape)
    {
        var dimensions = new List<byte>();
        foreach (var size in shape)
        {
            var dimension = new List<byte>();
            if (size is int number)
                Number(dimension, 1, number);
            else if (size is string symbol)
                Field(dimension, 2, Encoding.UTF8.GetBytes(symbol));
            Field(dimensions, 1, dimension.ToArray());
        }
        var tensor = new List<byte>();
        Number(tensor, 1, type);
        Field(tensor, 2, dimensions.ToArray());
        var typeProto = new List<byte>();
        Field(typeProto, 1, tensor.ToArray());
        var info = new List<byte>();
        Field(info, 1, Encoding.UTF8.GetBytes(name));
        Field(info, 2, typeProto.ToArray());
        return info.ToArray();
    }

    private static byte[] Pair(string key, string value)
    {
        var pair = new List<byte>();
        Field(pair, 1, Encoding.UTF8.GetBytes(key));
        Field(pair, 2, Encoding.UTF8.GetBytes(value));
        return pair.ToArray();
    }

    private TinyOnnx Add(List<byte> to, int field, byte[] content)
    {
        Field(to, field, content);
        return this;
    }

    private static void Field(List<byte> to, int field, byte[] content)
    {
        Varint(to, (ulong)((field << 3) | 2));
        Varint(to, (ulong)content.Length);
        to.AddRange(content);
    }

    private static void Number(List<byte> to, int field, long value)
    {
        Varint(to, (ulong)(field << 3));
        Varint(to, (ulong)value);
    }

    private static void Varint(List<byte> to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            to.Add((byte)(value | 0x80));
        to.Add((byte)value);
    }
}
