using System.Text;

namespace EdgeEngines.Reading;

/// <summary>Greedy reading of connectionist temporal classification (Graves et al. 2006): the best class of each step, repeats joined,
/// blanks dropped. Label 0 is the blank. One thread at a time.</summary>
internal sealed class CtcDecoder(IReadOnlyList<string> labels, bool logits)
{
    private const int Blank = 0;
    private readonly StringBuilder _text = new();

    /// <param name="scores">A row of scores for each step.</param>
    /// <returns>Empty, with confidence 0, where there is nothing but blanks. A step of NaN is a blank.</returns>
    public (string Text, float Confidence) Read(ReadOnlySpan<float> scores)
    {
        _text.Clear();
        double sum = 0;
        var (count, before) = (0, Blank);
        for (; scores.Length >= labels.Count; scores = scores[labels.Count..])
        {
            var step = scores[..labels.Count];
            var best = Best(step);
            if (best != Blank && best != before)
            {
                _text.Append(labels[best]);
                sum += Probability(step, best);
                count++;
            }
            before = best;
        }
        return count == 0 ? ("", 0) : (_text.ToString(), (float)(sum / count));
    }

    private static int Best(ReadOnlySpan<float> step)
    {
        var (best, most) = (Blank, float.NegativeInfinity);
        for (var i = 0; i < step.Length; i++)
        {
            if (step[i] > most)
                (best, most) = (i, step[i]);
        }
        return best;
    }

    private double Probability(ReadOnlySpan<float> step, int best)
    {
        if (!logits)
            return Math.Clamp(step[best], 0, 1);
        double sum = 0;
        foreach (var score in step)
            sum += float.IsNaN(score) ? 0 : Math.Exp(score - (double)step[best]);
        return double.IsNaN(sum) ? 0 : 1 / sum; // infinity less infinity
    }
}
