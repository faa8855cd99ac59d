using System.Buffers;

namespace EdgeEngines.Onnx;

/// <summary>Changes to a model's bytes before ONNX Runtime gets them; every field that is not named is copied as it is.</summary>
internal static class GraphRewriter
{
    private const int GraphField = 7;
    private const int InputField = 11;

    /// <summary>The file without those graph inputs that are also weights, so that they count as constants and are folded
    /// (batch normalisation into convolutions, and the like).</summary>
    public static byte[] WithoutWeightInputs(ReadOnlySpan<byte> file, GraphFile graph)
    {
        var rewritten = new ArrayBufferWriter<byte>(file.Length);
        var model = new ProtoReader(file);
        while (model.Next())
        {
            if (model.Field == GraphField)
            {
                var body = GraphBody(model.Bytes(), graph);
                WriteVarint(rewritten, (GraphField << 3) | (int)ProtoWire.Length);
                WriteVarint(rewritten, (ulong)body.WrittenCount);
                rewritten.Write(body.WrittenSpan);
                continue;
            }
            model.Skip();
            rewritten.Write(file[model.FieldStart..model.Position]);
        }
        return rewritten.WrittenSpan.ToArray();
    }

    private static ArrayBufferWriter<byte> GraphBody(ReadOnlySpan<byte> body, GraphFile graph)
    {
        var kept = new ArrayBufferWriter<byte>(Math.Max(1, body.Length));
        var fields = new ProtoReader(body);
        while (fields.Next())
        {
            var isWeight = fields.Field == InputField && graph.Initializers.ContainsKey(NameOf(fields.Bytes()));
            if (fields.Field != InputField)
                fields.Skip();
            if (!isWeight)
                kept.Write(body[fields.FieldStart..fields.Position]);
        }
        return kept;
    }

    private static string NameOf(ReadOnlySpan<byte> valueInfo)
    {
        var name = "";
        var fields = new ProtoReader(valueInfo);
        while (fields.Next())
        {
            if (fields.Field == 1)
                name = fields.Text();
            else
                fields.Skip();
        }
        return name;
    }

    private static void WriteVarint(ArrayBufferWriter<byte> to, ulong value)
    {
        var room = to.GetSpan(10);
        var written = 0;
        for (; value >= 0x80; value >>= 7)
            room[written++] = (byte)(value | 0x80);
        room[written++] = (byte)value;
        to.Advance(written);
    }
}
