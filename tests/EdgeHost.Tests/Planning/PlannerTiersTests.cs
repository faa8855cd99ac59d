using System.Text;
using System.Text.Json.Nodes;
using EdgeEngines.Tests.Generating.Tokens;
using EdgeEngines.Tests.Onnx;
using EdgeEngines.Tests.Onnx.Decoding;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgeHost.Evaluating.Planners;
using EdgeHost.Planning;
using EdgeHost.Tooling;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;
using Xunit;

namespace EdgeHost.Tests.Planning;

/// <summary>Who answers, and why not the one before.</summary>
public sealed class PlannerTiersTests
{
    private const string Ask = "how many cars are there?";

    [Fact]
    public void Ask_WithAModelThatKnowsNothing_IsAnsweredByTheNextTier_WhichIsSaid()
    {
        using var disk = Untaught();
        using var tiers = Open(disk.Path, "retrieval");
        Assert.Empty(tiers.Problems);
        Assert.Equal(["tiny", "retrieval"], tiers.Names);
        var answer = Answer(tiers).Answer;
        Assert.Equal((OutcomeKind.Answered, "retrieval"), (answer.Outcome, answer.Last?.Planner));
        var passed = Assert.Single(answer.Last!.PassedOver);
        Assert.Equal("tiny", passed.Planner);
        Assert.StartsWith("the planner 'tiny' has no plan: ", passed.Why, StringComparison.Ordinal);
        var json = JsonNode.Parse(AskOutput.Json(new Asked(answer)))!;
        Assert.Equal("tiny", (string?)json["passed_over"]![0]!["planner"]);
    }

    [Fact]
    public void Open_OfWhatCannotBeLoaded_LeavesItOut_AndTheOthersAnswer()
    {
        using var disk = Untaught(json => json["sha256"] = new string('0', 64));
        using var tiers = Open("no-such-model", disk.Path, "retrieval");
        Assert.Equal(["retrieval"], tiers.Names);
        Assert.Collection(
            tiers.Problems,
            problem => Assert.Contains("the planner 'no-such-model' is left out: there is no model 'no-such-model'", problem, StringComparison.Ordinal),
            problem => Assert.Contains("is not the file that model.json describes", problem, StringComparison.Ordinal));
        Assert.Equal("retrieval", Answer(tiers).Answer.Last?.Planner);
    }

    [Fact]
    public void Open_OfATokenizerThatDoesNotFit_SaysSo()
    {
        using var disk = Untaught();
        File.WriteAllText(Path.Combine(disk.Path, "tokenizer.json"), TinyTokenizer.ByteLevel([], [.. Enumerable.Range(0, 200).Select(i => $"token {i}")]).ToJsonString());
        using var tiers = Open(disk.Path);
        Assert.Equal(["retrieval"], tiers.Names); // something must answer
        Assert.Contains("scores 300: it is another model's", Assert.Single(tiers.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_WhereNothingIsSet_AreTheKnownQuestionsTheShippedModelAndTheNearestKnownOne() =>
        Assert.Equal(["known", "street-planner", "retrieval"], PlannerTiers.NamesFor(new EdgeSettings()));

    [Fact]
    public void Open_OfNothingButTheKnownQuestions_HasTheNearestOneToo()
    {
        using var tiers = Open("known", "no-such-model");
        Assert.Equal(["known", "retrieval"], tiers.Names);
        Assert.Equal("known", Answer(tiers).Answer.Last?.Planner);
    }

    [Fact]
    public async Task Tiers_AsOnePlanner_AreTheFirstThatHasAPlan()
    {
        var tiered = new TieredPlanner("device", [new RetrievalPlanner { WordForWord = true }, new RetrievalPlanner()]);
        foreach (var question in (string[])["how many red cars are there?", "well, how many red cars are there?", "wie spät ist es?"])
        {
            var alone = await new RetrievalPlanner().PlanAsync(new PlanRequest(question, new HashSet<string>()), TestContext.Current.CancellationToken);
            Assert.Equal(alone, await tiered.PlanAsync(new PlanRequest(question, new HashSet<string>()), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(0, "street-planner")]
    [InlineData(1, "retrieval")]
    public void LeastConfidence_IsWhatAModelsPlanNeeds(double least, string planner)
    {
        var settings = new EdgeSettings();
        (settings.Asking.Planners, settings.Asking.LeastConfidence) = (["street-planner", "retrieval"], least);
        using var tiers = PlannerTiers.Open(settings, TimeProvider.System);
        var attempt = Answer(tiers).Answer.Last!;
        Assert.Equal(planner, attempt.Planner);
        Assert.All(attempt.PassedOver, passed => Assert.Contains("it is not sure of any plan", passed.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_OfPlanners_AreChecked()
    {
        var options = new AskingOptions { Planners = ["retrieval", "retrieval"] };
        Assert.Contains("Asking:Planners: [retrieval, retrieval] is not allowed", new AskingOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static PlannerTiers Open(params string[] planners)
    {
        var settings = new EdgeSettings();
        settings.Asking.Planners = [.. planners];
        return PlannerTiers.Open(settings, TimeProvider.System);
    }

    private static Asked Answer(PlannerTiers tiers)
    {
        using var toolbox = Toolbox.Standard;
        var line = new QuestionLine(toolbox, ToolPacks.All, TimeProvider.System, tiers);
        var world = new OracleWorld(StreetFrames.At(new WorldOptions { Scenario = "traffic", Seed = 1 }, 0));
        return line.Ask(new Question { Id = "", Text = Ask }, TimeSpan.FromSeconds(5), world, Capabilities.All, [], TestContext.Current.CancellationToken);
    }

    /// <summary>Random weights with a vocabulary of 300.</summary>
    private static ModelOnDisk Untaught(Action<JsonObject>? change = null)
    {
        var disk = new TinyDecoder(300).OnDisk(json =>
        {
            json["tokenizer"] = new JsonObject { ["kind"] = "tokenizer-json", ["vocabulary"] = "tokenizer.json" };
            json["generation"] = new JsonObject { ["prompt"] = "taught", ["end"] = "<end>", ["knows"] = new JsonArray([.. PrimitiveCatalog.Standard.Tools.Select(tool => JsonValue.Create(tool.Name))]) };
            change?.Invoke(json);
        });
        File.WriteAllText(Path.Combine(disk.Path, "tokenizer.json"), TinyTokenizer.ByteLevel(["c a"], "<ask>", "<plan>", "<end>").ToJsonString(), new UTF8Encoding(false));
        return disk;
    }
}
