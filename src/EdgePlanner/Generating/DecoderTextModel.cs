using System.Collections.Immutable;
using EdgeEngines.Generating;
using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;
using EdgePlanner.Masking;
using EdgePlanner.Prompting;
using EdgePlanner.Tools;

namespace EdgePlanner.Generating;

/// <summary>
/// A decoder in this process, held to the grammar token by token:
/// <code>
///  prompts ─► tokens ─► read side by side ─► a row a sample ─┬─► each row takes its next token, and with it what can only follow ─┐
///                                                           ├─◄──────────────── read, a step for all rows ◄────────────────────┘
///                                                           └─► a row that is whole leaves
/// </code>
/// Works on the caller's thread; one caller at a time, others wait. Owns the decoder.
/// </summary>
public sealed class DecoderTextModel : ITextModel
{
    /// <summary>Rows side by side. More gain little, and each has its cache in memory.</summary>
    public const int MostRows = 64;

    /// <summary>Grammars whose masks are kept; a host has one for each set of engines and step of budget.</summary>
    private const int MostMasks = 16;

    private const string FirstQuestion = "how many red cars are there?";

    private readonly Lock _gate = new();
    private readonly ITextDecoder _decoder;
    private readonly TextTokenizer _tokenizer;
    private readonly GenerationDescription _generation;
    private readonly ImmutableHashSet<string> _knows;
    private readonly TokenTrie _vocabulary;
    private readonly TokenChoice _choice;
    private readonly ForcedTokens _forced;
    private readonly int _end;
    private readonly Dictionary<PlanGrammar, TokenMask> _masks = [];
    private bool _disposed;

    /// <exception cref="ModelException">The tokenizer does not fit the model, or its description does not say how it is asked. The decoder is then the caller's.</exception>
    public DecoderTextModel(ITextDecoder decoder, TextTokenizer tokenizer)
    {
        (_decoder, _tokenizer) = (decoder, tokenizer);
        _end = TokenizerFit.Check(decoder, tokenizer);
        _generation = decoder.Model.Generation!;
        _knows = [.. _generation.Knows];
        // As long as the scores. What writes more bytes are runs of blanks or signs; no plan has them.
        _vocabulary = new TokenTrie([.. Enumerable.Range(0, decoder.Vocabulary)
            .Select(id => id < tokenizer.Bytes.Count && tokenizer.Bytes[id].Length <= byte.MaxValue ? tokenizer.Bytes[id] : [])]);
        _choice = new TokenChoice(decoder.Vocabulary);
        _forced = new ForcedTokens(_vocabulary, tokenizer);
    }

    public string Name => _decoder.Model.Name;

    public ITextDecoder Decoder => _decoder;

    /// <summary>What the model reads of a question, in the style that its description names.</summary>
    public string PromptFor(string question, ToolOffer offer) =>
        _generation.Prompt == "taught" ? TaughtPrompt.Of(question, offer, _knows) : DocumentedPrompt.Of(question, offer);

    /// <summary>Makes the mask of a grammar, and writes a first plan with it: what is new to the process then, no question pays for.</summary>
    public void Prepare(PlanGrammar grammar)
    {
        lock (_gate)
        {
            grammar.Warm(MaskOf(grammar));
            Write([new WritingRequest(PromptFor(FirstQuestion, grammar.Offer), FirstQuestion, grammar, MostTokens: 48)], CancellationToken.None);
        }
    }

    public ValueTask<IReadOnlyList<IReadOnlyList<WrittenPlan>>> WriteAsync(IReadOnlyList<WritingRequest> requests, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new(Write(requests, cancellationToken));
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_disposed)
                _decoder.Dispose();
            _disposed = true;
        }
        return ValueTask.CompletedTask;
    }

    private IReadOnlyList<WrittenPlan>[] Write(IReadOnlyList<WritingRequest> requests, CancellationToken cancellationToken)
    {
        var samples = requests.Select(request => new WrittenPlan[Math.Max(1, request.Samples)]).ToArray();
        var wanted = samples.SelectMany((plans, request) => Enumerable.Range(0, plans.Length).Select(sample => (Request: request, Sample: sample))).ToList();
        foreach (var rows in wanted.Chunk(Math.Min(MostRows, _decoder.RowLimit)))
        {
            var batch = new PlanBatch(_decoder, _vocabulary, _choice, _forced);
            foreach (var group in rows.GroupBy(row => row.Request))
            {
                var request = requests[group.Key];
                batch.Add(request, _tokenizer.Encode(request.Prompt, special: true), MaskOf(request.Grammar), [.. group.Select(row => row.Sample)]);
            }
            foreach (var (row, plan) in rows.Zip(batch.Write(cancellationToken)))
                samples[row.Request][row.Sample] = plan;
        }
        return [.. samples.Select(plans => plans.OrderByDescending(plan => plan.End == WritingEnd.Whole).ThenByDescending(plan => plan.LogProbability).ToArray())];
    }

    private TokenMask MaskOf(PlanGrammar grammar)
    {
        if (_masks.TryGetValue(grammar, out var mask))
            return mask;
        if (_masks.Count >= MostMasks)
            _masks.Clear();
        return _masks[grammar] = grammar.MaskFor(_vocabulary, _end);
    }
}
