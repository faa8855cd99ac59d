using EdgeEngines.Generating;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx.Decoding;

/// <summary>Runs a decoder that was just opened: what is read piece by piece, beside a row of another length, must be scored as if read at once. A file that does
/// not keep to its mask or its positions would write nonsense and never say so.</summary>
internal static class DecoderProof
{
    private const int Tokens = 6;

    /// <summary>Of the largest score: caches and integer kernels round.</summary>
    private const float MostDifference = 0.05f;

    /// <exception cref="ModelException">It does not.</exception>
    public static void Run(ITextDecoder decoder)
    {
        if (decoder.Context < Tokens)
            return;
        var text = Enumerable.Range(0, Tokens).Select(i => ((i * 7) + 1) % decoder.Vocabulary).ToArray();
        decoder.Begin([text]);
        var whole = decoder.Logits(0).ToArray();
        decoder.Begin([text[..2], text[..4]]);
        decoder.Feed([.. text[2..5], text[4]], [3, 1]);
        decoder.Feed([text[5], text[5]], [1, 1]);
        var most = 1e-3f + whole.Max(Math.Abs);
        for (var row = 0; row < 2; row++)
        {
            var scores = decoder.Logits(row);
            var difference = 0f;
            for (var i = 0; i < whole.Length; i++)
                difference = Math.Max(difference, float.IsFinite(scores[i]) && float.IsFinite(whole[i]) ? Math.Abs(scores[i] - whole[i]) : float.PositiveInfinity);
            if (difference > MostDifference * most)
                throw new ModelException(
                    $"model '{decoder.Model.Name}': {decoder.Model.File} scores a text that is read in pieces, beside another, by up to {difference:0.###} otherwise than read at once (largest score {most:0.###}): "
                    + "it does not keep to attention_mask and position_ids. Export it without a fused attention that counts tokens itself (GroupQueryAttention)");
        }
    }
}
