using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;

namespace EdgeWorld.Questions;

/// <summary>
/// One frame that questions are made about, seen twice: with the objects that count, and with those as well that are too small or too hidden to
/// count but could be noticed. A question is fair where both give the same answer: nobody is asked to see what hardly can be seen, nor blamed for it.
/// </summary>
internal sealed class AskedScene
{
    /// <summary>Less of it than this is noticed by nobody: pixels of its box, share that is seen.</summary>
    private const double LeastAreaPx = 36;
    private const double LeastVisible = 0.1;

    private static readonly PlanChecker s_checker = new(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared);
    private static readonly Interpreter s_interpreter = new(TimeProvider.System);

    private readonly OracleWorld _counted;
    private readonly OracleWorld _noticed;

    public AskedScene(SceneGraph graph)
    {
        Graph = graph;
        Counted = [.. graph.Objects.Where(thing => !thing.Ignored)];
        _counted = new OracleWorld(graph);
        _noticed = new OracleWorld(graph with
        {
            Objects = [.. graph.Objects.Where(thing => !thing.Ignored || IsNoticed(thing)).Select(thing => thing with { Ignored = false })],
        });
    }

    public SceneGraph Graph { get; }

    public IReadOnlyList<SceneObject> Counted { get; }

    public bool IsIndoors => Graph.Scenario.StartsWith("indoor", StringComparison.Ordinal);

    /// <summary>What the plan gives; null where it depends on things that hardly can be seen, or does not end with an answer.</summary>
    public Value? Truth(string plan)
    {
        var check = s_checker.Check(plan, TimeSpan.FromMinutes(1));
        if (check.Plan is null)
            throw new InvalidOperationException($"a generated plan does not check:\n{plan}\n{check.Explain()}");
        var (counted, noticed) = Run(check.Plan);
        return counted.Kind is OutcomeKind.Answered or OutcomeKind.Unknown && counted.Kind == noticed.Kind && Agree(counted.Value, noticed.Value) ? counted.Value : null;
    }

    /// <summary>What a plan gives with the things that count, and with those that hardly can be seen as well.</summary>
    public (PlanOutcome Counted, PlanOutcome Noticed) Run(PricedPlan plan) => (s_interpreter.Run(plan, _counted), s_interpreter.Run(plan, _noticed));

    /// <summary>Where the things stand, nearest first, hardly seen ones too.</summary>
    public IReadOnlyList<GroundPlace> Places(ThingPhrase phrase) =>
        [.. Things(phrase).Select(thing => _noticed.GroundOf(thing)).OfType<GroundPlace>().OrderBy(place => place.DistanceM)];

    /// <summary>Metres a second over ground, hardly seen ones too; how fast the gap to the camera shrinks beside it.</summary>
    public IReadOnlyList<Motion> Motions(ThingPhrase phrase) => [.. Things(phrase).Select(thing => _noticed.MotionOf(thing)).OfType<Motion>()];

    /// <summary>Whether the nearest is so by half a metre and by a tenth, or is the only one.</summary>
    public bool HasClearlyNearest(ThingPhrase phrase) => Places(phrase) is not [var first, var second, ..] || IsClearlyNearer(first.DistanceM, second.DistanceM);

    public static bool IsClearlyNearer(double oneM, double otherM) => otherM - oneM >= Math.Max(0.5, oneM / 10);

    private List<Thing> Things(ThingPhrase phrase)
    {
        var found = _noticed.Find(phrase.Kind, ThingSet.Capacity, default);
        if (phrase.Word is { } word)
            found = _noticed.Where(found, PlanType.Boxes, word, default).Yes;
        List<Thing> things = [];
        foreach (var thing in found)
            things.Add(thing);
        return things;
    }

    private static bool IsNoticed(SceneObject thing) =>
        thing.Visible >= LeastVisible && (thing.Box[2] - thing.Box[0]) * (thing.Box[3] - thing.Box[1]) >= LeastAreaPx;

    /// <summary>The nearest of things may move by a little without the question being another one.</summary>
    private static bool Agree(in Value one, in Value other) => one.Type is PlanType.Metres or PlanType.MetresPerSecond && one.IsKnown && other.IsKnown
        ? Math.Abs(one.Number - other.Number) <= 0.05 * one.Number
        : one == other;
}
