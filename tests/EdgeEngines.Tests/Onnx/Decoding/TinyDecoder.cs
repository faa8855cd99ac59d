using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace EdgeEngines.Tests.Onnx.Decoding;

/// <summary>
/// A decoder small enough to be computed by hand: token and place are looked up and added; each layer adds to that a mean of what stands before, weighed by likeness; the sum
/// is compared with each word. Written as ONNX, and computed here in double precision over the whole text at once.
/// </summary>
internal sealed class TinyDecoder
{
    public const int Size = 4, Places = 96, Layers = 2;
    private const int Float16 = TinyOnnx.Float16, Float32 = TinyOnnx.Float32, Int64 = TinyOnnx.Int64;

    private readonly float[] _words;
    private readonly float[] _places;
    private readonly float[] _scores;

    public TinyDecoder(int vocabulary = 16)
    {
        Vocabulary = vocabulary;
        var random = new Random(5);
        _words = Random(Vocabulary * Size);
        _places = Random(Places * Size);
        _scores = Random(Size * Vocabulary);

        float[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    public int Vocabulary { get; }

    /// <summary>Keys and values in one, as older exports have them.</summary>
    public bool IsCombined { get; init; }

    public int IdType { get; init; } = Int64;

    public int CacheType { get; init; } = Float32;

    /// <summary>A file that does not look at its mask.</summary>
    public bool IgnoresMask { get; init; }

    public bool HasPositions { get; init; } = true;

    /// <summary>Scores of the word after a text.</summary>
    public double[] Scores(IReadOnlyList<int> tokens)
    {
        var rows = tokens.Select((token, place) => Enumerable.Range(0, Size).Select(i => (double)_words[(token * Size) + i] + _places[(place * Size) + i]).ToArray()).ToArray();
        for (var layer = 0; layer < Layers; layer++)
        {
            rows = [.. rows.Select((row, at) =>
            {
                var weights = rows.Take(at + 1).Select(key => Math.Exp(key.Zip(row, (a, b) => a * b).Sum())).ToArray();
                return row.Select((own, i) => own + (weights.Select((weight, j) => weight * rows[j][i]).Sum() / weights.Sum())).ToArray();
            })];
        }
        return [.. Enumerable.Range(0, Vocabulary).Select(word => Enumerable.Range(0, Size).Sum(i => rows[^1][i] * _scores[(i * Vocabulary) + word]))];
    }

    public byte[] Build()
    {
        var graph = new TinyOnnx()
            .Input("input_ids", IdType, "batch", "steps").Input("attention_mask", IdType, "batch", "total");
        if (HasPositions)
            graph.Input("position_ids", IdType, "batch", "steps");
        graph.Output("logits", Float32, "batch", "steps", Vocabulary)
            .Weight("words", [Vocabulary, Size], _words).Weight("places", [Places, Size], _places).Weight("scores", [Size, Vocabulary], _scores)
            .Weight("one", [1], 1).Weight("far", [1], -1e9f).Longs("axis1", 1).Longs("axes12", 1, 2).Longs("axis0", 0)
            .Weight("at0", Int64, [], new byte[8]).Weight("at1", Int64, [], Long(1))
            .Node("Gather", ["words", "input_ids"], ["word"])
            .Node("Gather", ["places", HasPositions ? "position_ids" : "input_ids"], ["place"])
            .Node("Add", ["word", "place"], ["sum"]).Node("Unsqueeze", ["sum", "axis1"], ["h0"]);
        Bias(graph);
        for (var layer = 0; layer < Layers; layer++)
            Layer(graph, layer);
        return graph.Node("Squeeze", [$"h{Layers}", "axis1"], ["last"]).Node("MatMul", ["last", "scores"], ["logits"]).Build();
    }

    /// <summary>0 where a query may look, far below where it may not: what comes later, and what is masked.</summary>
    private void Bias(TinyOnnx graph)
    {
        graph.Node("Cast", ["attention_mask"], ["mask"], ("to", Float32)).Node("Sub", ["one", "mask"], ["unmasked"]).Node("Mul", ["unmasked", "far"], ["masked"])
            .Node("Unsqueeze", ["masked", "axes12"], ["maskbias"])
            .Node("Shape", ["attention_mask"], ["maskshape"]).Node("Gather", ["maskshape", "at1"], ["total"])
            .Node("Shape", ["input_ids"], ["idshape"]).Node("Gather", ["idshape", "at1"], ["steps"]).Node("Sub", ["total", "steps"], ["before"])
            .Node("Range", ["at0", "total", "at1"], ["keys"]).Node("Range", ["before", "total", "at1"], ["queries"]).Node("Unsqueeze", ["queries", "axis1"], ["querycolumn"])
            .Node("Greater", ["keys", "querycolumn"], ["later"]).Node("Cast", ["later"], ["laterf"], ("to", Float32)).Node("Mul", ["laterf", "far"], ["causal"]);
        if (IgnoresMask)
            graph.Node("Identity", ["causal"], ["bias"]);
        else
            graph.Node("Add", ["maskbias", "causal"], ["bias"]);
    }

    private void Layer(TinyOnnx graph, int layer)
    {
        string N(string name) => $"{name}{layer}";
        graph.Node("Cast", [N("h")], [N("new")], ("to", CacheType));
        if (IsCombined)
        {
            graph.Input(N("past_"), CacheType, 2, "batch", 1, "before", Size).Output(N("present_"), CacheType, 2, "batch", 1, "total", Size)
                .Node("Unsqueeze", [N("new"), "axis0"], [N("one")]).Node("Concat", [N("one"), N("one")], [N("both")], ("axis", 0))
                .Node("Concat", [N("past_"), N("both")], [N("present_")], ("axis", 3))
                .Node("Gather", [N("present_"), "at0"], [N("k")]).Node("Gather", [N("present_"), "at1"], [N("v")]);
        }
        else
        {
            foreach (var (kind, name) in (ReadOnlySpan<(string, string)>)[("key", "k"), ("value", "v")])
            {
                graph.Input($"past_key_values.{layer}.{kind}", CacheType, "batch", 1, "before", Size).Output($"present.{layer}.{kind}", CacheType, "batch", 1, "total", Size)
                    .Node("Concat", [$"past_key_values.{layer}.{kind}", N("new")], [$"present.{layer}.{kind}"], ("axis", 2)).Node("Identity", [$"present.{layer}.{kind}"], [N(name)]);
            }
        }
        graph.Node("Cast", [N("k")], [N("kf")], ("to", Float32)).Node("Cast", [N("v")], [N("vf")], ("to", Float32))
            .Node("Transpose", [N("kf")], [N("kt")], ("perm", (int[])[0, 1, 3, 2])).Node("MatMul", [N("h"), N("kt")], [N("likeness")])
            .Node("Add", [N("likeness"), "bias"], [N("biased")]).Node("Softmax", [N("biased")], [N("weights")], ("axis", -1))
            .Node("MatMul", [N("weights"), N("vf")], [N("mean")]).Node("Add", [N("h"), N("mean")], [$"h{layer + 1}"]);
    }

    /// <summary>In a folder, described.</summary>
    public ModelOnDisk OnDisk(Action<JsonObject>? change = null) => new(Build(), json =>
    {
        json["task"] = "text-generate";
        json["input"] = new JsonObject { ["name"] = "input_ids", ["type"] = IdType == Int64 ? "int64" : "int32", ["width"] = Places, ["height"] = 1 };
        json.Remove("head");
        json.Remove("labels");
        change?.Invoke(json);
    });

    private static byte[] Long(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
