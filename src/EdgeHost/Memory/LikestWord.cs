using EdgeEngines.Embedding;

namespace EdgeHost.Memory;

/// <summary>Which of some words says best what a crop shows. Choosing allocates nothing.</summary>
internal sealed class LikestWord
{
    /// <summary>Of the share (softmax) that the best has among all.</summary>
    private const double LeastShare = 0.6;

    private readonly IReadOnlyList<string> _words;
    private readonly float[][] _vectors;
    private readonly double[] _logits;

    /// <param name="text">What is encoded for a word.</param>
    public LikestWord(IReadOnlyList<string> words, Func<string, string> text, ITextEncoder texts)
    {
        (_words, _vectors, _logits) = (words, new float[words.Count][], new double[words.Count]);
        for (var i = 0; i < words.Count; i++)
        {
            _vectors[i] = new float[texts.Dimensions];
            texts.Encode(text(words[i]), _vectors[i]);
        }
    }

    /// <param name="scale">Of a cosine, before shares are made of it.</param>
    /// <returns>Null where there is no word, or none clearly before the others.</returns>
    public string? Best(ReadOnlySpan<float> vector, double scale)
    {
        if (_vectors.Length == 0)
            return null;
        var best = 0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            _logits[i] = scale * Cosine.Of(_vectors[i], vector);
            best = _logits[i] > _logits[best] ? i : best;
        }
        var sum = 0.0;
        foreach (var logit in _logits)
            sum += Math.Exp(logit - _logits[best]);
        return 1 / sum >= LeastShare ? _words[best] : null;
    }
}
