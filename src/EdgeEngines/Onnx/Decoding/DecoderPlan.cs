using EdgeEngines.Models;

namespace EdgeEngines.Onnx.Decoding;

/// <summary>
/// What a decoder's file wants and gives, read from its own names, types and shapes:
/// <code>
///  input_ids [rows, steps]  attention_mask [rows, before + steps]  position_ids [rows, steps]  past_key_values.N.key/.value [rows, heads, before, size]
///  ─► logits [rows, steps, vocabulary]  present.N.key/.value [rows, heads, before + steps, size]
/// </code>
/// or, as older exports have it, <c>past_N</c> and <c>present_N</c> with keys and values in one.
/// </summary>
internal sealed record DecoderPlan(GraphValue Tokens, GraphValue Mask, GraphValue Positions, GraphValue Logits, IReadOnlyList<CacheShape> Caches, int Vocabulary, int Context)
{
    private const string MaskName = "attention_mask", PositionsName = "position_ids", Separate = "past_key_values.", Past = "past_", LogitsName = "logits";

    public int Layers => Caches.Sum(cache => cache.Planes) / 2;

    /// <exception cref="ModelException">It is no decoder, or of another kind: what is wanted, what was found, and the way out.</exception>
    public static DecoderPlan Create(ModelDescription model, GraphFile graph)
    {
        var inputs = graph.Inputs.ToList();
        var tokens = Required(model.Input.Name, "the tokens (input.name of model.json)");
        var mask = Required(MaskName, "which tokens count, because rows of different lengths go side by side");
        var positions = Required(PositionsName, "where each token stands, because rows of different lengths go side by side");
        foreach (var row in new[] { tokens, mask, positions })
        {
            if (row.Type is not (OnnxType.Int64 or OnnxType.Int32) || row.Rank is not (null or 2))
                throw Differs(model, graph, $"'{row.Name}' int64 or int32 [rows, tokens]");
        }
        var caches = inputs.Where(input => input.Name.StartsWith("past", StringComparison.Ordinal)).Select(input => Cache(model, graph, input)).ToList();
        if (caches.Count == 0)
            throw Differs(model, graph, "inputs past_key_values.N.key and .value (or past_N): export the model with its cache (\"text-generation-with-past\")");
        if (caches.Sum(cache => cache.Planes) % 2 != 0)
            throw Differs(model, graph, "a key and a value for every layer");
        var others = inputs.Where(input => input != tokens && input != mask && input != positions && !caches.Exists(cache => cache.Past == input.Name)).ToList();
        if (others.Count > 0)
            throw Differs(model, graph, $"no input {string.Join(", ", others)}: export one graph for prompt and continuation, without images and without a choice of branches");
        var logits = graph.Outputs.FirstOrDefault(output => output.Name == LogitsName) ?? graph.Outputs.FirstOrDefault(output => output is { Rank: 3 })
            ?? throw Differs(model, graph, "an output 'logits' [rows, steps, vocabulary]");
        if (logits.Rank is not 3 || logits.Type is not (OnnxType.Float32 or OnnxType.Float16) || logits.Size(2) is not (>= 2 and <= 1 << 22 and var vocabulary))
            throw Differs(model, graph, $"'{logits.Name}' float32 or float16 [rows, steps, vocabulary] with a vocabulary of a fixed size");
        var context = model.Generation is { Context: > 0 } generation ? generation.Context : model.Input.Width;
        return new DecoderPlan(tokens, mask, positions, logits, caches, (int)vocabulary, context);

        GraphValue Required(string name, string why) =>
            inputs.Find(input => input.Name == name) ?? throw Differs(model, graph, $"an input '{name}': {why}");
    }

    public static ModelException Differs(ModelDescription model, GraphFile graph, string expected) =>
        new($"model '{model.Name}': {model.File} is no language model as it is run here. Expected: {expected}. Found:\n{graph.Describe()}");

    private static CacheShape Cache(ModelDescription model, GraphFile graph, GraphValue past)
    {
        var present = past.Name.StartsWith(Separate, StringComparison.Ordinal) ? $"present.{past.Name[Separate.Length..]}"
            : past.Name.StartsWith(Past, StringComparison.Ordinal) ? $"present_{past.Name[Past.Length..]}" : "";
        if (graph.Outputs.All(output => output.Name != present))
            throw Differs(model, graph, $"an output for the cache '{past.Name}', such as present.N.key or present_N");
        var planes = past.Rank == 5 && past.Size(0) == 2 ? 2 : 1;
        if (past.Type is not (OnnxType.Float32 or OnnxType.Float16) || past.Rank != (planes == 2 ? 5 : 4)
            || past.Size(planes == 2 ? 2 : 1) is not (>= 1 and <= 1024 and var heads) || past.Size(planes == 2 ? 4 : 3) is not (>= 1 and <= 4096 and var size))
            throw Differs(model, graph, $"'{past.Name}' float32 or float16 [rows, heads, tokens, size], or [2, rows, heads, tokens, size], with fixed heads and size");
        return new CacheShape(past.Name, present, past.Type, planes, (int)heads, (int)size);
    }
}
