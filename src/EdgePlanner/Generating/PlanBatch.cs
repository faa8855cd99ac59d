using EdgeEngines.Generating;
using EdgeEngines.Onnx;
using EdgePlanner.Masking;

namespace EdgePlanner.Generating;

/// <summary>Plans that are written side by side: as many rows of a decoder. Used once.</summary>
internal sealed class PlanBatch(ITextDecoder decoder, TokenTrie vocabulary, TokenChoice choice, ForcedTokens forced)
{
    private readonly List<PlanDraft> _drafts = [];
    private readonly List<int[]> _prompts = [];

    /// <summary>The prompt of each draft that fits; −1 for one that does not.</summary>
    private readonly List<int> _promptOf = [];

    /// <param name="samples">Numbers of the samples.</param>
    public void Add(WritingRequest request, List<int> prompt, TokenMask mask, int[] samples)
    {
        var cursor = mask.Begin(request.Question);
        var first = forced.Accept(cursor).ToArray();
        prompt.AddRange(first);
        var fits = prompt.Count is > 0 && prompt.Count < decoder.Context;
        if (fits)
            _prompts.Add([.. prompt]);
        foreach (var sample in samples)
        {
            var draft = new PlanDraft(request, cursor.Fork(), sample);
            draft.Begin(first, vocabulary);
            if (!fits)
                draft.Stop(WritingEnd.OutOfContext);
            _drafts.Add(draft);
            _promptOf.Add(fits ? _prompts.Count - 1 : -1);
        }
    }

    /// <returns>In the order in which they were added.</returns>
    public IReadOnlyList<WrittenPlan> Write(CancellationToken cancellationToken)
    {
        try
        {
            if (_prompts.Count > 0)
                WriteAll(cancellationToken);
        }
        catch (EngineException e)
        {
            throw new TextModelException(e.Message, e);
        }
        return [.. _drafts.Select(draft => draft.Written())];
    }

    private void WriteAll(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        decoder.Begin(_prompts);
        decoder.Take(_promptOf.Where(prompt => prompt >= 0).ToArray());
        var open = _drafts.Where(draft => draft.End is null).ToArray();
        var (rows, counts, tokens) = (new int[open.Length], new int[open.Length], new int[open.Length * 64]);
        for (var count = open.Length; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = 0;
            for (var row = 0; row < count; row++)
            {
                var draft = open[row];
                draft.GoOn(decoder.Logits(row), choice, forced, vocabulary);
                if (draft.End is null && decoder.Length(row) + draft.PendingCount >= decoder.Context)
                    draft.Stop(WritingEnd.OutOfContext);
                if (draft.End is null)
                    (open[left], rows[left++]) = (draft, row);
            }
            if (left == 0)
                return;
            if (left < count)
                decoder.Take(rows.AsSpan(0, left));
            count = left;
            var fed = 0;
            for (var row = 0; row < count; row++)
            {
                open[row].Pending.CopyTo(tokens.AsSpan(fed));
                fed += counts[row] = open[row].PendingCount;
            }
            decoder.Feed(tokens.AsSpan(0, fed), counts.AsSpan(0, count));
        }
    }
}
