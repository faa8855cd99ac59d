using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Running;

public sealed class InterpreterTests
{
    private const string HowManyRedCars = "cars = find(\"car\")\nred = where(cars, \"red\")\nn = count(red)\nreturn n";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Run_SoundPlan_Answers()
    {
        var outcome = Plans.Run(HowManyRedCars);
        Assert.Equal(OutcomeKind.Answered, outcome.Kind);
        Assert.Equal(Value.OfInt(2), outcome.Value);
        Assert.Null(outcome.Reason);
        Assert.Equal(["find", "where", "count"], outcome.Trace.Steps.ToArray().Select(step => step.Tool.Name));
    }

    [Fact]
    public void Run_UnsureThings_AnswerIsAsUnsure() =>
        Assert.Equal((0.9f + 0.8f + 0.6f) / 3, Plans.Run(HowManyRedCars).Value.Confidence, 5);

    [Fact]
    public void Run_WithinTheUncertainty_IsHalfSure()
    {
        const string Plan = "d = find(\"dog\")\nm = distance(d)\nx = compare(m, {0}, \"less\")\nreturn x"; // 6.95 ± 0.4
        Assert.Equal(0.5f, Plans.Run(string.Format(null, Plan, "7.2")).Value.Confidence);
        Assert.Equal(1, Plans.Run(string.Format(null, Plan, "8")).Value.Confidence);
    }

    [Fact]
    public void Run_UnknownStep_SaysWhyAndGoesOn()
    {
        var outcome = Plans.Run("p = find(\"person\")\nc = colour(p)\nx = compare(c, \"red\")\nreturn x");
        Assert.Equal(OutcomeKind.Unknown, outcome.Kind);
        Assert.Equal("it cannot be told of one of them", outcome.Reason);
        Assert.Equal(PlanType.Bool, outcome.Value.Type);
        Assert.Equal(3, outcome.Trace.Count);
    }

    [Fact]
    public void Run_WorldThrows_FailsWithTheTraceSoFar()
    {
        var world = new BrokenWorld { OnWhere = () => throw new InvalidOperationException("the engine is gone") };
        var outcome = Plans.Run(HowManyRedCars, world);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Equal("`where` failed: the engine is gone", outcome.Reason);
        Assert.Equal(1, outcome.Trace.Count);
    }

    [Fact]
    public void Run_CancelledWithinATool_FailsAsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var world = new BrokenWorld { OnWhere = cancel.Cancel };
        var outcome = new Interpreter(_time).Run(Plans.Sound(HowManyRedCars), world, cancellation: cancel.Token);
        Assert.Equal((OutcomeKind.Failed, "cancelled"), (outcome.Kind, outcome.Reason));
    }

    [Fact]
    public void Run_CancelledBefore_CallsNothing()
    {
        var outcome = new Interpreter(_time).Run(Plans.Sound(HowManyRedCars), Yard.World(), cancellation: new CancellationToken(true));
        Assert.Equal((OutcomeKind.Failed, "cancelled", 0), (outcome.Kind, outcome.Reason, outcome.Trace.Count));
    }

    /// <summary>The tool itself is cut short: the token that it is given is cancelled when the time is up.</summary>
    [Fact]
    public void Run_TimeUpWithinATool_IsOverBudget()
    {
        var world = new BrokenWorld { OnWhere = () => _time.Advance(TimeSpan.FromMilliseconds(60)) };
        var outcome = new Interpreter(_time).Run(Plans.Sound(HowManyRedCars), world, TimeSpan.FromMilliseconds(50));
        Assert.Equal((OutcomeKind.OverBudget, "the time is up: 50 ms"), (outcome.Kind, outcome.Reason));
        Assert.True(world.WasCancelled);
    }

    [Fact]
    public void Run_NoTimeLeft_IsOverBudget() =>
        Assert.Equal(OutcomeKind.OverBudget, new Interpreter(_time).Run(Plans.Sound(HowManyRedCars), Yard.World(), TimeSpan.Zero).Kind);

    [Fact]
    public void Run_ToolBreaksItsDeclaration_Fails()
    {
        var liar = new ToolDeclaration
        {
            Name = "liar", Parameters = [], Result = PlanType.Int, Documentation = "", Examples = [], Body = (in call) => Value.OfText("three"),
        };
        var greedy = new ToolDeclaration
        {
            Name = "greedy", Parameters = [], Result = PlanType.Boxes, Documentation = "", Examples = [],
            Body = (in call) => Value.OfBoxes(ThingSet.FirstOf(2)),
        };
        Assert.Equal("`liar` gave Text where it declares Int", Run(liar).Reason);
        Assert.Equal("`greedy` gave a larger set than it declares", Run(greedy).Reason);
    }

    [Fact]
    public void Run_ShrunkPlan_LooksAtNoMoreThanItsCap()
    {
        var profile = new CostProfile { Tools = new Dictionary<string, ToolCost> { ["find"] = new(0), ["where"] = new(0, 1000) } };
        var plan = new PlanChecker(Plans.Everything, profile).Check(HowManyRedCars, TimeSpan.FromMilliseconds(2.5)).Plan!;
        var outcome = new Interpreter(_time).Run(plan, Yard.World());
        Assert.Equal(2, plan.Cap);
        Assert.Equal(2, outcome.Trace.Steps[0].Result.Set.Count);
        Assert.Equal(Value.OfInt(1), outcome.Value); // of the cars 0 and 1 the first is red
    }

    [Fact]
    public void Refused_Diagnostics_AreTheOutcome()
    {
        var rejected = PlanOutcome.Refused(Plans.Check("n = cuont(x)\nreturn n"));
        Assert.Equal(OutcomeKind.Rejected, rejected.Kind);
        Assert.Contains(rejected.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCode.UnknownTool);
        var dear = new PlanChecker(Plans.Everything, CostProfile.Declared).Check(HowManyRedCars, TimeSpan.FromMilliseconds(1));
        Assert.Equal(OutcomeKind.OverBudget, PlanOutcome.Refused(dear).Kind);
    }

    private PlanOutcome Run(ToolDeclaration tool)
    {
        var offer = PrimitiveCatalog.Standard.With(tool).For(Capabilities.All);
        var plan = new PlanChecker(offer, CostProfile.Declared).Check($"x = {tool.Name}()\nreturn x", Plans.Ample).Plan!;
        return new Interpreter(_time).Run(plan, Yard.World());
    }

    /// <summary>The yard with an engine behind <c>where</c> that something happens to.</summary>
    private sealed class BrokenWorld() : SketchWorld(Yard.World().Things)
    {
        public required Action OnWhere { get; init; }

        public bool WasCancelled { get; private set; }

        public override Split Where(ThingSet things, PlanType type, string word, CancellationToken cancellation)
        {
            OnWhere();
            WasCancelled = cancellation.IsCancellationRequested;
            cancellation.ThrowIfCancellationRequested();
            return base.Where(things, type, word, cancellation);
        }
    }
}
