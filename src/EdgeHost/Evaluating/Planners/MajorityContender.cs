using EdgePlanner.Values;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Says what was right most often in training for a question of that family, without looking.</summary>
internal sealed class MajorityContender : IContender
{
    private readonly Dictionary<string, Value> _byFamily;

    public MajorityContender(IEnumerable<PlanQuestion> training) => _byFamily = training.GroupBy(question => question.Family, StringComparer.Ordinal)
        .ToDictionary(family => family.Key, family => family.SelectMany(question => question.Scenes).Select(scene => scene.Answer).GroupBy(answer => AnswerMatch.KeyOf(answer)).MaxBy(same => same.Count())!.First());

    public string Name => "majority";

    public ValueTask<Contribution> AskAsync(PlanQuestion question, CancellationToken cancellationToken) =>
        new(new Contribution(null, _byFamily.TryGetValue(question.Family, out var usual) ? usual : Value.OfBool(false)));
}
