using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EdgePlanner.Generating;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Seeds;
using EdgeWorld.Planning.Words;

namespace EdgeHost.Teaching;

/// <summary>
/// What a model writes for questions, and what comes of it: the experience that it is taught with.
/// <code>
/// questions ─► batches ─► model, several plans each, masked ─► same plans together ─► run on the question's scenes ─► reward ─► lines
/// </code>
/// </summary>
internal sealed class Rollouts(ITextModel model, PlanPrompts prompts, PlanGrammars grammars, PlanJudge judge, RolloutOptions options)
{
    /// <summary>Sequences that are written side by side at least.</summary>
    private const int LeastRows = 32;

    private const int TokensAStatement = 16;

    private readonly PairVariants _changes = new((int)options.Seed);

    private int Batch => Math.Max(1, (LeastRows + options.Samples - 1) / options.Samples);

    /// <summary>Calls <paramref name="write"/> with a line for each question, in their order.</summary>
    public async Task RunAsync(IEnumerable<PlanQuestion> questions, Func<RolloutLine, Task> write, CancellationToken cancellationToken)
    {
        foreach (var batch in questions.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            WritingRequest[] requests = [.. batch.Select(RequestFor)];
            var written = await model.WriteAsync(requests, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                if (LineOf(batch[i], requests[i].Prompt, written[i], cancellationToken) is { } line)
                    await write(line);
            }
        }
    }

    private WritingRequest RequestFor(PlanQuestion question) => new(
        prompts.Of(question), question.Question, grammars.Of(question),
        options.Samples == 1 && options.Temperature <= 0 ? default : new Sampling(options.Temperature, options.TopP, Seed: SeedOf(question)), options.Samples,
        MostTokens: TokensAStatement * PlanGrammars.MostStatements(question));

    private RolloutLine? LineOf(PlanQuestion question, string prompt, IReadOnlyList<WrittenPlan> written, CancellationToken cancellationToken)
    {
        string[] whole = [.. written.Where(plan => plan.End == WritingEnd.Whole).Select(plan => plan.Text)];
        if (judge.Judge(question, whole, cancellationToken) is not { } judged)
            return null;
        var plans = judged.Where(plan => plan.Canonical is not null).GroupBy(plan => plan.Canonical!, StringComparer.Ordinal)
            .Select(same => new RolloutPlan(same.Key, PlanJudge.RewardOf(question, same.First()), same.First().Match, same.Count(), StraysOf(question, same.Key)))
            .OrderByDescending(plan => plan.Reward);
        var best = judged.Where(plan => plan is { Plan: not null, Canonical: not null, IsRight: true })
            .MinBy(plan => (StraysOf(question, plan.Canonical!), plan.Plan!.Price));
        return new RolloutLine(question, prompt, [.. plans], best is null ? [] : VariantsOf(question, best));
    }

    /// <summary>What refuses a question leaves out most of it.</summary>
    private static int StraysOf(PlanQuestion question, string plan) => question.Kind == "unanswerable" ? 0 : QuestionStrays.Count(question.Question, plan);

    /// <summary>What the best right plan teaches beside itself.</summary>
    private IReadOnlyList<TaughtPair> VariantsOf(PlanQuestion question, JudgedPlan right) => options.Variants == 0 || question.Tools.Count > 0 || question.Kind is "unanswerable" or ClevrQuestions.Kind
        ? []
        : [.. _changes.Of(question.Language, question.Question, right.Canonical!, right.Plan!.Plan, options.Variants)];

    /// <summary>Another one for each question, the same each time.</summary>
    private ulong SeedOf(PlanQuestion question) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Seed} {question.Id}")));
}

/// <param name="Seed">Same seed, same plans on one machine.</param>
/// <param name="Variants">Of a right plan and its question, in other words.</param>
internal sealed record RolloutOptions(int Samples, float Temperature, float TopP, long Seed, int Variants = 0);

internal sealed record RolloutLine(PlanQuestion Question, string Prompt, IReadOnlyList<RolloutPlan> Plans, IReadOnlyList<TaughtPair> Variants);

/// <param name="Count">Samples that came to it.</param>
/// <param name="Strays">Where it parts from its question (<see cref="QuestionStrays"/>).</param>
internal sealed record RolloutPlan(string Plan, double Reward, double Match, int Count, int Strays = 0);
