using System.Text;
using EdgePlanner.Masking;

namespace EdgePlanner.Generating;

/// <summary>A plan being written, a row of a batch.</summary>
internal sealed class PlanDraft(WritingRequest request, PlanCursor cursor, int sample)
{
    private readonly List<byte> _text = new(256);
    private readonly int[] _pending = new int[64];
    private int _tokens;
    private int _chosen;
    private double _logProbability;
    private double _leastAllowed = 1;
    private ulong _random = request.Sampling.Seed + ((ulong)sample * 0xD1B54A32D192ED03);

    /// <summary>Null while it is written.</summary>
    public WritingEnd? End { get; private set; }

    /// <summary>Tokens that the model has not read yet.</summary>
    public ReadOnlySpan<int> Pending => _pending.AsSpan(0, PendingCount);

    public int PendingCount { get; private set; }

    /// <summary>What follows whatever the model says, read with the prompt.</summary>
    public void Begin(ReadOnlySpan<int> forced, TokenTrie vocabulary) => Write(forced, vocabulary);

    /// <summary>One token that the model chooses, and what can only follow it.</summary>
    public void GoOn(ReadOnlySpan<float> scores, TokenChoice choice, ForcedTokens forced, TokenTrie vocabulary)
    {
        // A word that the model does not know it cannot spell, nor a tool's name; it is led by the question or the documentation there, and that says nothing about the plan.
        var isLed = cursor.IsCopying;
        var (token, logProbability, allowed) = choice.Take(scores, cursor, request.Sampling, ref _random);
        if (!cursor.TryAccept(token))
            throw new InvalidOperationException($"token {token} was allowed and is not accepted");
        _chosen++;
        _logProbability += logProbability;
        _leastAllowed = isLed ? _leastAllowed : Math.Min(_leastAllowed, allowed);
        _pending[0] = token;
        PendingCount = 1;
        Write([token], vocabulary);
        var more = forced.Accept(cursor);
        more.CopyTo(_pending.AsSpan(1));
        PendingCount += more.Length;
        Write(more, vocabulary);
        if (cursor.IsEnded)
            End = WritingEnd.Whole;
        else if (_tokens >= request.MostTokens)
            End = WritingEnd.OutOfTokens;
    }

    public void Stop(WritingEnd end) => End = end;

    public WrittenPlan Written() => new(Encoding.UTF8.GetString([.. _text]), End!.Value, _chosen, _logProbability, _leastAllowed);

    private void Write(ReadOnlySpan<int> tokens, TokenTrie vocabulary)
    {
        _tokens += tokens.Length;
        foreach (var token in tokens)
            _text.AddRange(vocabulary.BytesOf(token));
    }
}
