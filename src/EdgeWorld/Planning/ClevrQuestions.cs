using EdgePlanner.Tools;
using EdgeWorld.Clevr;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Scenes;
using EdgeWorld.Planning.Seeds;

namespace EdgeWorld.Planning;

/// <summary>CLEVR's questions as questions for planners: the scene that each was made about, and others on which its plan has an answer too.</summary>
public sealed class ClevrQuestions
{
    /// <summary>Of every question here.</summary>
    public const string Kind = "clevr";

    private const int MostScenes = 6;
    private const int LookedAt = 60;

    private readonly ClevrQuiz _quiz;
    private readonly bool _untouched;
    private readonly int _seed;
    private readonly SceneSearch _search;
    private readonly PlanReading _reading = new(PrimitiveCatalog.Standard);

    /// <param name="untouched">About the hundred scenes that only measure.</param>
    public ClevrQuestions(ClevrQuiz quiz, bool untouched, int seed)
    {
        (_quiz, _untouched, _seed) = (quiz, untouched, seed);
        var random = WorldRandom.ForPart((ulong)seed, 0xC1E7);
        var sources = quiz.Sources(untouched);
        _search = new SceneSearch(() => sources[random.Between(0, sources.Count)] is var source ? new PlacedWorld(source, 0, quiz.WorldOf(source)) : default, random);
    }

    public IEnumerable<PlanQuestion> Take(int count)
    {
        var number = 0;
        foreach (var question in _quiz.Generated(count, _seed, _untouched))
        {
            var (canonical, plan) = _reading.Read(question.Plan, question.Text);
            var first = new PlacedWorld(question.Source, 0, question.Scene);
            yield return new PlanQuestion(
                $"clevr-{(_untouched ? "untouched" : "train")}-{_seed}-{number++}", question.Text, Language.English, Kind, Kind, $"clevr/{question.Template}", plan.Plan.Steps.Length, canonical,
                plan.Price.TotalMilliseconds, [], _search.Answering(plan, first, MostScenes, LookedAt));
        }
    }
}
