using System.Numerics;
using System.Numerics.Tensors;
using EdgePlanner.Masking;

namespace EdgePlanner.Generating;

/// <summary>Takes the next token of a row. One for all rows, one at a time.</summary>
internal sealed class TokenChoice(int vocabulary)
{
    /// <summary>As sure of a token as this, the model is taken at its word: whether that one token is allowed is asked, and no mask is made. What else would be allowed changes
    /// the figures below by less than a hundredth.</summary>
    private const double Sure = 0.99;

    private readonly float[] _scratch = new float[vocabulary];
    private readonly int[] _ids = new int[vocabulary];
    private readonly float[] _weights = new float[vocabulary];

    /// <param name="scores">Of every token.</param>
    /// <returns>The token, its natural logarithm of probability among those allowed, and the share that those have of the model's own choice.</returns>
    /// <exception cref="TextModelException">The scores are no numbers.</exception>
    public (int Token, double LogProbability, double Allowed) Take(ReadOnlySpan<float> scores, PlanCursor cursor, in Sampling sampling, ref ulong random)
    {
        var top = TensorPrimitives.IndexOfMax(scores);
        var all = scores[top] + Math.Log(SumOfExp(scores, scores[top]));
        if (!double.IsFinite(all))
            throw new TextModelException("the model's scores are no numbers: its weights are damaged, or its export is");
        if (sampling.Temperature <= 0 && Math.Exp(scores[top] - all) is >= Sure and var share && cursor.Allows(top))
            return (top, Math.Log(share), share);
        var count = Gather(scores, cursor.Allowed);
        var allowed = _weights.AsSpan(0, count);
        var best = TensorPrimitives.IndexOfMax((ReadOnlySpan<float>)allowed);
        var masked = allowed[best] + Math.Log(SumOfExp(allowed, allowed[best]));
        var taken = sampling.Temperature <= 0 ? best : Draw(allowed, allowed[best], sampling, ref random);
        var token = _ids[taken];
        return (token, scores[token] - masked, Math.Min(1, Math.Exp(masked - all)));
    }

    private int Gather(ReadOnlySpan<float> scores, ReadOnlySpan<ulong> mask)
    {
        var count = 0;
        for (var word = 0; word < mask.Length; word++)
        {
            for (var bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                var token = (word << 6) + BitOperations.TrailingZeroCount(bits);
                (_ids[count], _weights[count]) = (token, scores[token]);
                count++;
            }
        }
        return count;
    }

    private double SumOfExp(ReadOnlySpan<float> scores, float most)
    {
        var scratch = _scratch.AsSpan(0, scores.Length);
        TensorPrimitives.Subtract(scores, most, scratch);
        TensorPrimitives.Exp(scratch, scratch);
        return TensorPrimitives.Sum((ReadOnlySpan<float>)scratch);
    }

    /// <summary>Leaves the scores sorted, best first, as weights.</summary>
    /// <returns>Its place among the allowed.</returns>
    private int Draw(Span<float> allowed, float most, in Sampling sampling, ref ulong random)
    {
        TensorPrimitives.Subtract(allowed, most, allowed);
        TensorPrimitives.Divide(allowed, sampling.Temperature, allowed);
        TensorPrimitives.Exp(allowed, allowed);
        var count = allowed.Length;
        var sum = 0.0;
        if (sampling.MinP > 0 || sampling.TopP is > 0 and < 1)
        {
            allowed.Sort(_ids.AsSpan(0, count), static (a, b) => b.CompareTo(a));
            var whole = (double)TensorPrimitives.Sum((ReadOnlySpan<float>)allowed);
            var kept = 0;
            while (kept < count && (kept == 0 || (allowed[kept] >= sampling.MinP && !(sampling.TopP is > 0 and < 1 && sum >= sampling.TopP * whole))))
                sum += allowed[kept++];
            count = kept;
        }
        else
        {
            foreach (var weight in allowed)
                sum += weight;
        }
        var drawn = Uniform(ref random) * sum;
        for (var i = 0; i < count; i++)
        {
            drawn -= allowed[i];
            if (drawn < 0)
                return i;
        }
        return 0; // rounding: the first has a weight for sure where the last may have none
    }

    /// <summary>SplitMix64 (Steele et al. 2014); 0 to below 1.</summary>
    private static double Uniform(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
