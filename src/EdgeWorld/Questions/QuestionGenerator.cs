using EdgePlanner.Values;
using EdgeWorld.Exporting;
using EdgeWorld.Numerics;

namespace EdgeWorld.Questions;

/// <summary>
/// Questions about the street world with their true answers, the same from the same numbers on every machine:
/// <code>
/// film of the split ─► one moment ─► drafts of every family ─► fair? answer from the oracle ─► families in turn, rarest answer first
/// </code>
/// </summary>
public sealed class QuestionGenerator
{
    /// <summary>More would say the same of one picture again.</summary>
    public const int QuestionsAScene = 8;

    private const int DraftsAFamily = 12;

    /// <summary>Frames that a tracker has had when the question comes: one second to three.</summary>
    private static readonly int[] s_moments = [29, 44, 59, 74, 89];

    /// <summary>The frozen evaluation set: films of the test split that nothing is trained or tuned on.</summary>
    public static IReadOnlyList<StreetQuestion> Frozen() => new QuestionGenerator(SplitPart.Test, FrozenSeed).Take(FrozenCount);

    public const int FrozenCount = 448;
    public const int FrozenSeed = 1;

    /// <summary>Seeds of films for one number: enough that no two sets have a film in common.</summary>
    private const ulong SeedsASet = 1_000_000;

    private readonly SplitPart _part;
    private readonly int _seed;
    private readonly WorldRandom _random;
    private readonly AnswerShares[] _shares = [.. QuestionFamilies.All.Select(_ => new AnswerShares())];

    public QuestionGenerator(SplitPart part, int seed)
    {
        if (seed < 0)
            throw new WorldException($"seed {seed} is not valid: at least 0");
        (_part, _seed, _random) = (part, seed, WorldRandom.ForPart((ulong)seed, 0x9E57));
    }

    /// <summary>In the order of the films; at most <see cref="QuestionsAScene"/> of each.</summary>
    public IReadOnlyList<StreetQuestion> Take(int count)
    {
        if (count < 1)
            throw new WorldException($"count {count} is not valid: at least 1");
        List<StreetQuestion> questions = [];
        var films = 0;
        while (questions.Count < count)
        {
            // Every film has some question: there is always something to count.
            var batch = WorldSplit.Films(_part, films + Math.Max(1, (count - questions.Count) / QuestionsAScene), (ulong)_seed * SeedsASet);
            for (; films < batch.Count && questions.Count < count; films++)
                AddScene(batch[films], count, questions);
        }
        return questions;
    }

    private void AddScene(WorldOptions film, int count, List<StreetQuestion> questions)
    {
        var frame = _random.Pick<int>(s_moments);
        var scene = new AskedScene(StreetFrames.At(film, frame));
        var drafts = QuestionFamilies.All.Select(family => Drafts(family.Draw, scene)).ToArray();
        for (var taken = 0; taken < QuestionsAScene && questions.Count < count; taken++)
        {
            if (Next(drafts) is not var (family, draft, answer))
                return;
            _shares[family].Count(answer);
            drafts[family].RemoveAll(other => other.Draft.Question == draft.Question);
            questions.Add(new StreetQuestion(QuestionFamilies.Names[family], film.ToUri(), frame, draft.Question, answer, draft.Plan));
        }
    }

    private List<(QuestionDraft Draft, Value Answer)> Drafts(Func<AskedScene, WorldRandom, QuestionDraft?> draw, AskedScene scene)
    {
        List<(QuestionDraft Draft, Value Answer)> drafts = [];
        for (var i = 0; i < DraftsAFamily; i++)
        {
            if (draw(scene, _random) is { } draft && !drafts.Exists(known => known.Draft.Question == draft.Question) && scene.Truth(draft.Plan) is { } answer)
                drafts.Add((draft, answer));
        }
        return drafts;
    }

    /// <summary>The family asked least so far, and in it the answer given least.</summary>
    private (int Family, QuestionDraft Draft, Value Answer)? Next(List<(QuestionDraft Draft, Value Answer)>[] drafts)
    {
        foreach (var family in Enumerable.Range(0, drafts.Length).OrderBy(family => _shares[family].Total))
        {
            var best = (Wanted: int.MaxValue, At: -1);
            for (var i = 0; i < drafts[family].Count; i++)
            {
                if (_shares[family].Wanted(drafts[family][i].Answer) is { } wanted && wanted < best.Wanted)
                    best = (wanted, i);
            }
            if (best.At >= 0)
                return (family, drafts[family][best.At].Draft, drafts[family][best.At].Answer);
        }
        return null;
    }
}
