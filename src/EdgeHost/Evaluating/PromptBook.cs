using EdgeEngines.Embedding;

namespace EdgeHost.Evaluating;

/// <summary>Vectors of texts, each encoded once.</summary>
internal sealed class PromptBook(ITextEncoder texts)
{
    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);

    public int Count => _vectors.Count;

    public ReadOnlySpan<float> Vector(string text)
    {
        if (!_vectors.TryGetValue(text, out var vector))
        {
            _vectors[text] = vector = new float[texts.Dimensions];
            texts.Encode(text, vector);
        }
        return vector;
    }

    /// <summary>Which of the texts is most like a picture.</summary>
    public int Best(IReadOnlyList<string> prompts, ReadOnlySpan<float> picture)
    {
        var (best, likeness) = (0, float.MinValue);
        for (var i = 0; i < prompts.Count; i++)
        {
            if (Cosine.Of(Vector(prompts[i]), picture) is var like && like > likeness)
                (best, likeness) = (i, like);
        }
        return best;
    }
}
