namespace EdgeEngines.Onnx;

/// <summary>What an input or output is called and holds: <c>ValueInfoProto</c> of onnx.proto, its field numbers in the <c>if</c>s.</summary>
internal static class GraphValueReader
{
    private const int MostDimensions = 64;

    public static GraphValue Read(ReadOnlySpan<byte> message)
    {
        var name = "";
        (OnnxType Type, List<GraphDimension>? Shape) tensor = (0, null);
        var value = new ProtoReader(message);
        while (value.Next())
        {
            if (value.Field == 1)
                name = value.Text();
            else if (value.Field == 2)
                tensor = ReadType(value.Bytes());
            else
                value.Skip();
        }
        return new GraphValue(name, tensor.Type, tensor.Shape);
    }

    private static (OnnxType Type, List<GraphDimension>? Shape) ReadType(ReadOnlySpan<byte> message)
    {
        OnnxType element = 0;
        List<GraphDimension>? shape = null;
        var type = new ProtoReader(message);
        while (type.Next())
        {
            if (type.Field != 1) // sequences, maps: no engine here reads them
            {
                type.Skip();
                continue;
            }
            var tensor = new ProtoReader(type.Bytes());
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                    element = (OnnxType)tensor.Number();
                else if (tensor.Field == 2)
                    shape = ReadShape(tensor.Bytes());
                else
                    tensor.Skip();
            }
        }
        return (element, shape);
    }

    private static List<GraphDimension> ReadShape(ReadOnlySpan<byte> message)
    {
        List<GraphDimension> shape = [];
        var dimensions = new ProtoReader(message);
        while (dimensions.Next())
        {
            if (dimensions.Field != 1)
            {
                dimensions.Skip();
                continue;
            }
            if (shape.Count == MostDimensions)
                throw ProtoReader.Broken($"a shape of more than {MostDimensions} dimensions");
            shape.Add(ReadDimension(dimensions.Bytes()));
        }
        return shape;
    }

    private static GraphDimension ReadDimension(ReadOnlySpan<byte> message)
    {
        var size = new GraphDimension(null, null);
        var dimension = new ProtoReader(message);
        while (dimension.Next())
        {
            if (dimension.Field == 1)
                size = dimension.Number() is > 0 and var fixedSize ? new(fixedSize, null) : default; // old exports write -1 or 0 for open
            else if (dimension.Field == 2)
                size = dimension.Text() is { Length: > 0 } symbol ? new(null, symbol) : default;
            else
                dimension.Skip();
        }
        return size;
    }
}
