using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeWorld.Exporting;
using EdgeWorld.Questions;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Questions;

/// <summary>
/// Answers worked out again from the question's words and the scene graph's JSON, by plain loops that know nothing of plans, tools or oracle.
/// </summary>
public sealed partial class QuestionTruthTests
{
    private static readonly Lazy<List<(StreetQuestion Question, JsonElement[] Things)>> s_asked = new(() =>
    [
        .. new QuestionGenerator(SplitPart.Validation, seed: 5).Take(160)
            .Select(question => (question, Things(question))),
    ]);

    [Fact]
    public void Count_OfAKindOrAColouredKind_IsWhatTheGraphHolds()
    {
        var checkedQuestions = 0;
        foreach (var (question, things) in s_asked.Value)
        {
            if (question.Family != "count" || PlainCount().Match(question.Question) is not { Success: true } words || NounOf(words.Groups["many"].Value) is not var (kind, colour))
                continue;
            Assert.Equal(things.Count(thing => Is(thing, kind, colour)), question.Answer.Integer);
            checkedQuestions++;
        }
        Assert.True(checkedQuestions >= 4, $"only {checkedQuestions} questions were of this form");
    }

    [Fact]
    public void Exists_OfAKindOrAColouredKind_IsWhatTheGraphHolds()
    {
        var checkedQuestions = 0;
        foreach (var (question, things) in s_asked.Value)
        {
            if (question.Family != "exists" || AnyOf().Match(question.Question) is not { Success: true } words || NounOf(words.Groups["many"].Value) is not var (kind, colour))
                continue;
            Assert.Equal(things.Any(thing => Is(thing, kind, colour)), question.Answer.Truth);
            checkedQuestions++;
        }
        Assert.True(checkedQuestions >= 2, $"only {checkedQuestions} questions were of this form");
    }

    [Fact]
    public void Distance_ToTheNearestOfAKind_IsThatOfTheGraphsPositions()
    {
        var checkedQuestions = 0;
        foreach (var (question, things) in s_asked.Value)
        {
            if (question.Family != "distance" || !question.Answer.IsKnown || NearestOf().Match(question.Question) is not { Success: true } words
                || NounOf(words.Groups["one"].Value) is not var (kind, colour))
                continue;
            var camera = CameraOf(question);
            var nearest = things.Where(thing => Is(thing, kind, colour)).Min(thing => Metres(thing, camera));
            Assert.Equal(nearest, question.Answer.Number, 0.01);
            checkedQuestions++;
        }
        Assert.True(checkedQuestions >= 4, $"only {checkedQuestions} questions were of this form");
    }

    [Fact]
    public void Compare_MoreOfOneKindThanOfAnother_IsWhatTheGraphHolds()
    {
        var checkedQuestions = 0;
        foreach (var (question, things) in s_asked.Value)
        {
            if (question.Family != "compare" || MoreThan().Match(question.Question) is not { Success: true } words
                || NounOf(words.Groups["many"].Value) is not var (kind, colour) || NounOf(words.Groups["others"].Value) is not var (otherKind, otherColour))
                continue;
            var more = things.Count(thing => Is(thing, kind, colour)) > things.Count(thing => Is(thing, otherKind, otherColour));
            Assert.Equal(more, question.Answer.Truth);
            checkedQuestions++;
        }
        Assert.True(checkedQuestions >= 1, $"only {checkedQuestions} questions were of this form");
    }

    /// <summary>Those that count, as `sim export` would write them.</summary>
    private static JsonElement[] Things(StreetQuestion question) =>
        [.. Graph(question).GetProperty("objects").EnumerateArray().Where(thing => !thing.GetProperty("ignored").GetBoolean())];

    private static JsonElement Graph(StreetQuestion question)
    {
        using var world = new StreetWorld(WorldOptions.Parse(question.Source));
        for (var i = 0; i < question.Frame; i++)
            world.Advance();
        return JsonDocument.Parse(SceneJson.Write(world.Graph())).RootElement;
    }

    private static JsonElement CameraOf(StreetQuestion question) => Graph(question).GetProperty("camera").GetProperty("position_m");

    private static double Metres(JsonElement thing, JsonElement camera)
    {
        var place = thing.GetProperty("position_m");
        double x = place[0].GetDouble() - camera[0].GetDouble(), y = place[1].GetDouble() - camera[1].GetDouble();
        return Math.Sqrt((x * x) + (y * y));
    }

    private static bool Is(JsonElement thing, string kind, string? colour) =>
        thing.GetProperty("class").GetString() == kind
        && (colour is null || (thing.GetProperty("attributes").TryGetProperty("colour", out var its) && its.GetString() == colour));

    /// <summary>"red cars", "person in red", "cars": null for words that say more.</summary>
    private static (string Kind, string? Colour)? NounOf(string words)
    {
        var parts = words.Split(" in ");
        var colour = parts.Length == 2 && IsColour(parts[1]) ? parts[1] : null;
        if (parts.Length > 1 && colour is null)
            return null;
        var noun = parts[0];
        if (colour is null && noun.Split(' ', 2) is [var first, var rest] && IsColour(first))
            (colour, noun) = (first, rest);
        noun = noun switch { "people" => "person", "buses" => "bus", "benches" => "bench", _ => noun };
        if (!WorldClasses.Names.Contains(noun))
            noun = noun.TrimEnd('s');
        return WorldClasses.Names.Contains(noun) ? (noun, colour) : null;
    }

    // Lights have colours as states.
    private static bool IsColour(string word) =>
        word is "white" or "black" or "grey" or "red" or "blue" or "green" or "yellow" or "orange" or "brown" or "purple" or "pink" or "silver" or "cream" or "tan";

    [GeneratedRegex(@"^(How many (?<many>[a-z ]+) (are there|can you see|do you see|are in the picture)\?|What is the number of (?<many>[a-z ]+)\?|Count the (?<many>[a-z ]+)\.)$")]
    private static partial Regex PlainCount();

    [GeneratedRegex(@"^(Are there any|Do you see any) (?<many>[a-z ]+)\?$")]
    private static partial Regex AnyOf();

    [GeneratedRegex("the (nearest |closest )?(?<one>[a-z ]+)\\?$")]
    private static partial Regex NearestOf();

    [GeneratedRegex(@"^Are there more (?<many>[a-z ]+) than (?<others>[a-z ]+)\?$")]
    private static partial Regex MoreThan();
}
