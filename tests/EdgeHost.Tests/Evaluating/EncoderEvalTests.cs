using System.Text.Json;
using EdgeEngines.Embedding;
using EdgeHost.Evaluating;
using EdgeWorld;
using EdgeWorld.Captions;
using EdgeWorld.Exporting;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class EncoderEvalTests
{
    private static readonly IReadOnlyList<WorldOptions> s_films = WorldSplit.Films(SplitPart.Test, 8);

    [Fact]
    public void Run_WhoReadsTheCaption_FindsEveryCrop()
    {
        var figures = Measure((thing, graph) => Caption.Full(thing, graph.Light));
        Assert.Equal(1, Figure(figures, "retrieval_r1"));
        Assert.Equal(1, Figure(figures, "retrieval_r5"));
        Assert.True(Figure(figures, "retrieval_crops") > 50);
    }

    [Fact]
    public void Run_WhoSeesColourAndState_HasNearlyEveryAttributeRight()
    {
        var figures = Measure((thing, _) => Caption.Short(thing));
        Assert.True(Figure(figures, "attribute_true") > 0.98);
        Assert.True(Figure(figures, "attribute_detected") > 0.98);
    }

    [Fact]
    public void Run_WhoSeesColourAndKind_FindsTheHeldOutPairs()
    {
        var figures = Measure((thing, _) => Caption.Prompt(thing.Class, thing.Attributes.Colour, null));
        Assert.Equal(1, Figure(figures, "open_vocabulary_ap50"));
        Assert.NotEmpty(figures.GetProperty("pairs").EnumerateObject());
        Assert.Equal(1, Figure(figures, "colour_true"));
    }

    /// <summary>All crops of one light look the same to it, so of n crops one at most is first.</summary>
    [Fact]
    public void Run_WhoSeesOnlyTheLight_KnowsNothingOfTheObjects()
    {
        var figures = Measure((_, graph) => graph.Light);
        Assert.True(Figure(figures, "retrieval_r5") < 0.2);
        Assert.True(Figure(figures, "colour_true") < 0.5);
        Assert.True(Figure(figures, "open_vocabulary_ap50") < 0.3);
    }

    [Fact]
    public void Best_OfPrompts_IsTheMostAlike()
    {
        using var texts = new WordTextEncoder();
        var vector = new float[texts.Dimensions];
        texts.Encode("a green car in the rain", vector);
        Assert.Equal(2, new PromptBook(texts).Best(["a red car", "a green bus in snow by day", "a green car"], vector));
    }

    [Fact]
    public void Choices_OfEveryKind_HoldWhatTheWorldShows()
    {
        foreach (var film in WorldSplit.Films(SplitPart.Test, 36))
        {
            using var world = new StreetWorld(film);
            foreach (var thing in world.Graph().Objects)
            {
                if (Choices.Colours(thing.Class).Count > 0)
                    Assert.Contains(thing.Attributes.Colour!, Choices.Colours(thing.Class));
                if (Choices.States(thing.Class).Count > 0 && Caption.VisibleState(thing) is not ("unseen" or "fallen"))
                    Assert.Contains(Caption.VisibleState(thing)!, Choices.States(thing.Class));
            }
        }
    }

    private static JsonElement Measure(Func<SceneObject, SceneGraph, string> describe)
    {
        using var texts = new WordTextEncoder();
        using var images = new WordImageEncoder(s_films, texts, describe);
        using var detector = new OracleDetector(s_films, (thing, _) => [OracleDetector.Exact(thing)]);
        using var proposing = new OracleDetector(s_films, (thing, _) => [OracleDetector.Exact(thing)]);
        using var finder = new ProposalDetector(proposing, images, texts, leavesOpen: true);
        var report = new EvalReport(TextWriter.Null);
        new EncoderEval(images, texts, detector, finder, new TestFilms(s_films, 2, 60)).Run(report, CancellationToken.None);
        return JsonElement.Parse(report.ToJson());
    }

    private static double Figure(JsonElement figures, string key) => figures.GetProperty(key).GetDouble();
}
