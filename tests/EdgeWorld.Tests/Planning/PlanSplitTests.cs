using System.Text.RegularExpressions;
using EdgeWorld.Exporting;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Scenes;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.UnseenTools;
using EdgeWorld.Planning.Words;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>What training never has, checked from the questions themselves.</summary>
public sealed partial class PlanSplitTests
{
    private static readonly Lazy<IReadOnlyList<PlanQuestion>> s_training = new(() => [.. new PlanQuestions(PlanSplit.Train, 5, scenes: 120).Take(600)]);

    [Fact]
    public void Training_HasNothingThatIsHeldOut()
    {
        var pairs = HeldOut.Pairs;
        string[] heldOut = [.. TrainingForms.All.Concat(FormBook.Practice).SelectMany(form => form.Templates).Where(HeldOut.IsHeldOut).Select(template => template.Id)];
        foreach (var question in s_training.Value)
        {
            var tools = ToolsOf(question.Tools.Aggregate(question.Plan, (plan, tool) => plan.Replace($"= {tool.Split('=')[0]}(", $"= {tool.Split('=')[^1]}(", StringComparison.Ordinal)));
            Assert.InRange(tools.Count, 1, HeldOut.LongestTrained);
            Assert.Equal(tools.Count, question.Calls);
            Assert.DoesNotContain(pairs, pair => tools.Contains(pair.One) && tools.Contains(pair.Other));
            Assert.DoesNotContain(question.Template, heldOut);
            var words = $" {HeldOut.Plainly(question.Question)} ";
            Assert.DoesNotContain(Vocabulary.Shipped.Nouns.Where(noun => noun.IsNew).SelectMany(noun => noun.English), forms =>
                words.Contains($" {forms.One} ", StringComparison.Ordinal) || words.Contains($" {forms.Many} ", StringComparison.Ordinal));
            Assert.All(question.Scenes, scene => Assert.Equal(SplitPart.Train, PartOf(scene)));
        }
    }

    /// <summary>In some questions a tool has a name that nobody taught, and none that a test asks for.</summary>
    [Fact]
    public void Training_HidesSomeToolsBehindOtherNames()
    {
        var hidden = s_training.Value.Where(question => question.Tools.Any(tool => tool.Contains('=', StringComparison.Ordinal))).ToList();
        Assert.InRange(hidden.Count, 30, 120); // an eighth of 600, less what only finds or has a tool of its own
        foreach (var question in hidden)
        {
            var names = question.Tools.Select(tool => (New: tool.Split('=')[0], Usual: tool.Split('=')[1])).ToList();
            Assert.Single(names, name => question.Plan.Contains($"= {name.New}(", StringComparison.Ordinal));
            Assert.DoesNotContain(names, name => question.Plan.Contains($"= {name.Usual}(", StringComparison.Ordinal));
            Assert.DoesNotContain(names, name => UnseenToolCatalog.All.Any(tool => tool.Name == name.New));
            var offered = UnseenToolCatalog.With(question.Tools).Tools.Select(tool => tool.Name).ToHashSet();
            Assert.All(names, name => Assert.True(offered.Contains(name.New) && !offered.Contains(name.Usual), name.New));
        }
    }

    /// <summary>Some bring a tool that nobody taught, every second time beside another.</summary>
    [Fact]
    public void Training_PractisesToolsThatNoSplitMeasures()
    {
        var practised = s_training.Value.Where(question => question.Tools.Count > 0 && !question.Tools[0].Contains('=', StringComparison.Ordinal)).ToList();
        Assert.Equal(100, practised.Count); // a sixth
        Assert.InRange(practised.Count(question => question.Tools.Count == 2), practised.Count / 4, practised.Count * 3 / 4);
        Assert.All(practised, question => Assert.All(question.Tools, name => Assert.Contains(UnseenToolCatalog.Practised, tool => tool.Name == name)));
        Assert.All(practised, question => Assert.Single(question.Tools, name => question.Plan.Contains($"= {name}(", StringComparison.Ordinal)));
        Assert.InRange(practised.SelectMany(question => question.Tools).Distinct().Count(), 40, 60);
    }

    [Theory]
    [InlineData("wheel", "'wheel' is unknown: expected wheels, ")]
    [InlineData("wheel", " gap, ")]
    [InlineData("tally=cuont", "'cuont' is unknown")]
    [InlineData("exists=count", "'exists' is declared twice")]
    public void Tools_ThatAreNone_AreRefusedByName(string tool, string expected) =>
        Assert.Contains(expected, Assert.Throws<WorldException>(() => UnseenToolCatalog.With([tool])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(PlanSplit.Iid)]
    [InlineData(PlanSplit.Length)]
    [InlineData(PlanSplit.NovelPair)]
    [InlineData(PlanSplit.Template)]
    [InlineData(PlanSplit.NovelWords)]
    [InlineData(PlanSplit.UnseenTool)]
    [InlineData(PlanSplit.Counterfactual)]
    [InlineData(PlanSplit.Unanswerable)]
    [InlineData(PlanSplit.Adversarial)]
    [InlineData(PlanSplit.Paraphrase)]
    public void Split_HasWhatItIsFor_OnFilmsThatOnlyMeasure_AndNoQuestionOfTraining(PlanSplit split)
    {
        IReadOnlyList<PlanQuestion> questions = [.. new PlanQuestions(split, 6, scenes: 90).Take(100)];
        Assert.Equal(100, questions.Count);
        Assert.Equal(100, questions.Select(question => question.Id).Distinct().Count());
        Assert.Empty(questions.Select(question => HeldOut.Plainly(question.Question)).Intersect(s_training.Value.Select(question => HeldOut.Plainly(question.Question))));
        var trainedTemplates = s_training.Value.Select(question => question.Template).ToHashSet();
        foreach (var question in questions)
        {
            var tools = ToolsOf(question.Plan);
            Assert.InRange(question.Scenes.Count, 4, 8);
            Assert.All(question.Scenes, scene => Assert.Equal(SplitPart.Test, PartOf(scene)));
            switch (split)
            {
                case PlanSplit.Length:
                    Assert.InRange(tools.Count, HeldOut.LongestTrained + 1, HeldOut.LongestAsked);
                    break;
                case PlanSplit.NovelPair:
                    Assert.Contains(HeldOut.Pairs, pair => tools.Contains(pair.One) && tools.Contains(pair.Other));
                    break;
                case PlanSplit.Template:
                    Assert.DoesNotContain(question.Template, trainedTemplates);
                    break;
                case PlanSplit.NovelWords:
                    Assert.Contains(Vocabulary.Shipped.NewWords, word => question.Plan.Contains($"\"{word}\"", StringComparison.Ordinal));
                    break;
                case PlanSplit.UnseenTool:
                    Assert.Contains(question.Tools, tool => tools.Contains(tool));
                    break;
                case PlanSplit.Unanswerable:
                    Assert.All(question.Scenes, scene => Assert.False(scene.Answer.IsKnown));
                    break;
            }
        }
    }

    /// <summary>A plan that does not look is wrong somewhere.</summary>
    [Fact]
    public void Training_Scenes_HaveTwoAnswersAtLeast() => Assert.All(
        s_training.Value.Where(question => question.Kind != "unanswerable"),
        question => Assert.True(question.Scenes.Where(scene => scene.Answer.IsKnown).Select(scene => AnswerMatch.KeyOf(scene.Answer)).Distinct().Count() >= 2, question.Question));

    [Fact]
    public void Training_EveryKindAndLanguage_IsAsked()
    {
        var kinds = s_training.Value.CountBy(question => question.Kind).ToDictionary();
        Assert.Equal(["compositional", "detection", "matching", "memory", "unanswerable"], kinds.Keys.Order());
        Assert.InRange(kinds["unanswerable"], 600 / 32, 600 / 8);
        Assert.InRange(s_training.Value.Count(question => question.Language == Language.Japanese), 600 / 5, 600 / 2);
        Assert.InRange(s_training.Value.Select(question => question.Template.Split('/')[0]).Distinct().Count(), 150, 300);
        // Ways and forms that were written for training alone are asked too.
        var measured = FormBook.Shipped.Concat(FormBook.Practice).Select(form => form.Name).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(s_training.Value.Count(question => question.Template.EndsWith('+')), 600 / 10, 600 / 2);
        Assert.InRange(s_training.Value.Select(question => question.Template.Split('/')[0]).Where(form => !measured.Contains(form)).Distinct().Count(), 40, 60);
    }

    [Fact]
    public void Take_SameSeed_GivesTheSameQuestions() => Assert.Equal(
        FrozenSplits.HashOf(new PlanQuestions(PlanSplit.Iid, 3, scenes: 30).Take(20)), FrozenSplits.HashOf(new PlanQuestions(PlanSplit.Iid, 3, scenes: 30).Take(20)));

    [Fact]
    public void Templates_HeldOut_AreSomeOfEveryLanguageAndNeverTheFirst()
    {
        var templates = FormBook.Shipped.SelectMany(form => form.Templates).ToArray();
        var heldOut = templates.Where(HeldOut.IsHeldOut).ToArray();
        Assert.InRange(heldOut.Length, templates.Length / 12, templates.Length / 4);
        Assert.DoesNotContain(heldOut, template => template.Id.EndsWith("/0", StringComparison.Ordinal));
        Assert.Equal(2, heldOut.Select(template => template.Language).Distinct().Count());
    }

    [Theory]
    [InlineData("nonsense", "expected train, iid")]
    [InlineData("IID", "unknown")]
    public void Parse_NoSplit_IsRefusedWithTheListOfThem(string name, string named) =>
        Assert.Contains(named, Assert.Throws<WorldException>(() => PlanSplits.Parse(name)).Message, StringComparison.Ordinal);

    private static List<string> ToolsOf(string plan) => [.. Call().Matches(plan).Select(match => match.Groups[1].Value)];

    private static SplitPart PartOf(AskedOn scene)
    {
        var film = WorldOptions.Parse(scene.Source);
        return WorldSplit.Of(film.Scenario, film.Seed);
    }

    [GeneratedRegex(@"= (\w+)\(")]
    private static partial Regex Call();
}
