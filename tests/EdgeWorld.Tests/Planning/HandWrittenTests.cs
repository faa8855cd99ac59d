using System.Text;
using EdgePlanner;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>The plans that people wrote beside their questions are held to what a model's plans are held to.</summary>
public sealed class HandWrittenTests
{
    private static readonly TimeSpan s_budget = TimeSpan.FromHours(1);
    private static readonly ToolOffer s_offer = PrimitiveCatalog.Standard.For(Capabilities.All);
    private static readonly PlanChecker s_checker = new(s_offer, CostProfile.Declared);

    /// <summary>What the tools call things, whatever the question calls them.</summary>
    private static readonly string[] s_lexicon =
    [
        .. WorldClasses.Names, "vehicle", "thing",
        "white", "black", "grey", "red", "blue", "green", "yellow", "orange", "brown", "purple", "pink", "amber", "cyan", "gold",
        "open", "closed", "walking", "standing", "parked", "moving", "stopped", "large", "small", "on", "off", "metal", "rubber",
        "cane", "pram", "road", "crossing", "pavement", "table",
    ];

    /// <summary>What the street's truth does not know, so that plans with them give no answer here.</summary>
    private static readonly string[] s_beyondTheTruth = ["shape(", "material(", "count_crossings(", "match(", "happened(\"fall\"", "where(a, \"fallen\")"];

    public static TheoryData<string> Files => [.. HandWritten.Files];

    [Theory]
    [InlineData("paraphrases", 220, 120)]
    [InlineData("unanswerable", 50, 30)]
    [InlineData("adversarial", 60, 20)]
    public void Questions_OfEachLanguage_AreAsManyAsAnEvaluationNeeds(string file, int english, int japanese)
    {
        var all = HandWritten.Read(file);
        Assert.True(all.Count(one => one.Language == "en") >= english);
        Assert.True(all.Count(one => one.Language == "ja") >= japanese);
        Assert.Equal(file == "unanswerable", all.All(one => one.Plan.Length == 0));
        Assert.DoesNotContain(all, one => one.Question.Length > 1000);
        Assert.DoesNotContain(all, one => file == "paraphrases" && one.Plan.Length == 0);
    }

    /// <summary>What the program reads, in its own way, is what stands in the files.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Shipped_IsWhatTheFilesSay(string file) => Assert.Equal(
        HandWritten.Read(file).Select(one => (one.Question.Trim(), one.Plan)), EdgeWorld.Planning.Seeds.HandWritten.Shipped(file).Select(one => (one.Question, one.Plan)));

    [Fact]
    public void Questions_OfAllFiles_StandOnce()
    {
        var twice = HandWritten.Files.SelectMany(HandWritten.Read).GroupBy(one => one.Question.ToLowerInvariant().Trim(' ', '?', '.', '？', '。')).Where(same => same.Count() > 1);
        Assert.Empty(twice.Select(same => same.Key));
    }

    [Fact]
    public void Paraphrases_BetweenThem_CallEveryTool()
    {
        var plans = HandWritten.Read("paraphrases").Select(one => one.Plan).Distinct().ToArray();
        Assert.True(plans.Length >= 110);
        var called = s_offer.Tools.Select(tool => tool.Name).Where(tool => plans.Any(plan => plan.Contains($" = {tool}(", StringComparison.Ordinal)));
        Assert.Equal(s_offer.Tools.Select(tool => tool.Name).Order(), called.Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Plans_AreSoundAndCanonical(string file)
    {
        foreach (var one in Planned(file))
        {
            var check = s_checker.Check(one.Plan, s_budget);
            Assert.True(check.Plan is not null, $"{file}.txt:{one.Line}: {one.Question}\n{check.Explain()}");
            Assert.Equal(CanonicalPlan.Of(check.Plan.Plan), one.Plan);
        }
    }

    /// <summary>So a model that writes under the mask can write it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Plans_TakeTheirTextsFromTheQuestionOrTheLexicon(string file)
    {
        byte[][] bytes = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []];
        var mask = new PlanGrammar(s_offer, CostProfile.Declared, s_budget, s_lexicon).MaskFor(new TokenTrie(bytes), 256);
        foreach (var one in Planned(file))
        {
            var (cursor, plan, written) = (mask.Begin(one.Question), Encoding.UTF8.GetBytes(one.Plan), 0);
            while (written < plan.Length && cursor.TryAccept(plan[written]))
                written++;
            Assert.True(written == plan.Length && cursor.IsEnded, $"{file}.txt:{one.Line}: {one.Question}\n{Encoding.UTF8.GetString(plan, 0, written)}¦ cannot go on as\n{one.Plan}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Plans_OverScenes_AnswerSomewhereAndFailNowhere(string file)
    {
        var (worlds, interpreter) = (Scenes(), new Interpreter(TimeProvider.System));
        foreach (var same in Planned(file).GroupBy(one => one.Plan))
        {
            var plan = s_checker.Check(same.Key, s_budget).Plan;
            Assert.NotNull(plan);
            var outcomes = worlds.ConvertAll(world => interpreter.Run(plan, world));
            Assert.All(outcomes, outcome => Assert.True(outcome.Kind is OutcomeKind.Answered or OutcomeKind.Unknown, $"{same.Key}\n{outcome.Kind}: {outcome.Reason}"));
            Assert.True(
                outcomes.Exists(outcome => outcome.Kind == OutcomeKind.Answered) || s_beyondTheTruth.Any(words => same.Key.Contains(words, StringComparison.Ordinal)),
                $"{file}.txt:{same.First().Line}: no scene has an answer to\n{same.Key}\n{outcomes[0].Reason}");
        }
    }

    private static IEnumerable<HandWritten> Planned(string file) => HandWritten.Read(file).Where(one => one.Plan.Length > 0);

    /// <summary>The street from a vehicle and on foot, and a room, each with what was seen before.</summary>
    private static List<OracleWorld> Scenes()
    {
        var worlds = new List<OracleWorld>();
        foreach (var scenario in (string[])["bustle", "traffic", "crossing", "pavement", "parking", "indoor-room", "indoor-corridor", "collision-rear-end"])
        {
            for (var seed = 1; seed <= 3; seed++)
            {
                using var world = Worlds.Open($"scenario={scenario}&seed={seed}");
                var past = new List<SceneGraph>();
                for (var frame = 0; frame < 24; frame++)
                {
                    var now = world.Graph();
                    if (frame % 6 == 5)
                        worlds.Add(new OracleWorld(now, [.. past]));
                    past.Add(now);
                    for (var i = 0; i < 20; i++)
                        world.Advance();
                }
            }
        }
        return worlds;
    }
}
