using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Values;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Scenes;

namespace EdgeWorld.Planning;

/// <summary>
/// Scenes on which a plan's answers differ, so that whoever does not look is wrong on some: the first ones show what is usual, the next ones are
/// looked through for something else.
/// </summary>
/// <param name="pick">Any scene.</param>
internal sealed class SceneSearch(Func<PlacedWorld> pick, WorldRandom random)
{
    public const int Fewest = 4;
    public const int Most = 8;

    /// <summary>Scenes that are looked at before a question counts as one with a single answer.</summary>
    private const int LookedAt = 96;
    private const int EnoughLookedAt = 24;

    private readonly Interpreter _interpreter = new(TimeProvider.System);

    /// <summary>Null where no two answers were found.</summary>
    /// <param name="first">The scene that the question was made about.</param>
    public IReadOnlyList<AskedOn>? Differing(PricedPlan plan, PlacedWorld first)
    {
        var answers = Look(plan, first, LookedAt, found => found.Count(group => group.Key != "unknown") >= 2);
        var known = answers.Where(group => group.Key != "unknown").ToList();
        if (known.Count < 2)
            return null;
        var wanted = random.Between(Fewest, Most + 1);
        // One scene of each answer in turn; that it cannot be told is one of them where it happens.
        var chosen = InTurn([.. known.OrderByDescending(group => group.Scenes.Count)], wanted);
        if (answers.FirstOrDefault(group => group.Key == "unknown") is { } unknown && random.Chance(0.5))
            chosen[^1] = unknown.Scenes[0];
        return chosen.Count >= Fewest ? chosen : null;
    }

    /// <summary>The same, and beside them scenes on which plans that are nearly this one answer something else: as many of those plans as can be found out are.</summary>
    public IReadOnlyList<AskedOn>? Telling(PricedPlan plan, PlacedWorld first, IReadOnlyList<PricedPlan> near)
    {
        if (Differing(plan, first) is not { } differing)
            return null;
        List<AskedOn> chosen = [.. differing.Take(Fewest)];
        List<PricedPlan> open = [.. near];
        for (var i = 0; i < LookedAt && open.Count > 0 && chosen.Count < Most; i++)
        {
            var scene = pick();
            var asked = Ask(plan, scene);
            if (open.RemoveAll(other => !AnswerMatch.IsRight(asked.Answer, _interpreter.Run(other, scene.World))) > 0)
                chosen.Add(asked);
        }
        chosen.AddRange(differing.Skip(Fewest).Take(Most - chosen.Count));
        return [.. chosen.DistinctBy(scene => (scene.Source, scene.Frame))];
    }

    /// <summary>Scenes on which the answer is another than the one it mostly has.</summary>
    public IReadOnlyList<AskedOn>? AgainstTheUsual(PricedPlan plan, PlacedWorld first)
    {
        var known = Look(plan, first, LookedAt, _ => false).Where(group => group.Key != "unknown").OrderByDescending(group => group.Scenes.Count).ToList();
        var chosen = InTurn(known.Skip(1).ToList(), Most);
        return chosen.Count >= Fewest ? chosen : null;
    }

    /// <summary>The first scene, and others on which the plan has an answer, each another one as far as there are.</summary>
    public IReadOnlyList<AskedOn> Answering(PricedPlan plan, PlacedWorld first, int most, int lookedAt)
    {
        List<AskedOn> chosen = [Ask(plan, first)];
        var answers = Look(plan, first, lookedAt, _ => false).Where(group => group.Key != "unknown").ToList();
        chosen.AddRange(InTurn(answers, most).Where(scene => scene.Source != first.Source || scene.Frame != first.Frame).Take(most - 1));
        return chosen;
    }

    /// <summary>Any scenes: the answer is unknown on all of them.</summary>
    public IReadOnlyList<AskedOn> Any(PricedPlan plan) => [.. Enumerable.Range(0, Fewest).Select(_ => Ask(plan, pick()))];

    private List<Group> Look(PricedPlan plan, PlacedWorld first, int most, Func<List<Group>, bool> isEnough)
    {
        List<Group> found = [];
        for (var i = 0; i < most; i++)
        {
            var asked = Ask(plan, i == 0 ? first : pick());
            var key = AnswerMatch.KeyOf(asked.Answer);
            if (found.Find(group => group.Key == key) is not { } group)
                found.Add(group = new Group(key, []));
            if (!group.Scenes.Exists(scene => scene.Source == asked.Source && scene.Frame == asked.Frame))
                group.Scenes.Add(asked);
            if (i + 1 >= EnoughLookedAt && isEnough(found))
                break;
        }
        return found;
    }

    private AskedOn Ask(PricedPlan plan, PlacedWorld scene)
    {
        var outcome = _interpreter.Run(plan, scene.World);
        return outcome.Kind is OutcomeKind.Answered or OutcomeKind.Unknown
            ? new AskedOn(scene.Source, scene.Frame, outcome.Value.IsKnown ? outcome.Value : Value.Unknown(plan.Plan.ResultType, "it cannot be told"))
            : throw new InvalidOperationException($"a reference plan ended {outcome.Kind}: {outcome.Reason}\n{plan.Plan.Source}");
    }

    private static List<AskedOn> InTurn(List<Group> groups, int wanted)
    {
        List<AskedOn> chosen = [];
        for (var round = 0; chosen.Count < wanted && groups.Exists(group => group.Scenes.Count > round); round++)
        {
            foreach (var group in groups)
            {
                if (chosen.Count < wanted && group.Scenes.Count > round)
                    chosen.Add(group.Scenes[round]);
            }
        }
        return chosen;
    }

    private sealed record Group(string Key, List<AskedOn> Scenes);
}
