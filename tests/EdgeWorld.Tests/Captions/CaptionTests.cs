using EdgeWorld.Captions;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Captions;

public sealed class CaptionTests
{
    [Theory]
    [InlineData("person", "red", "walking", "cane", "pavement", "rain", "a person in red walking with a cane on the pavement in the rain")]
    [InlineData("car", "orange", "moving", null, "road", "night", "an orange car on the road at night")]
    [InlineData("door", "blue", "open", null, "indoors", "day", "an open blue door indoors by day")]
    [InlineData("bicycle", "green", "stopped", null, "crossing", "dusk", "a green bicycle with a rider on the crossing at dusk")]
    [InlineData("bicycle", "green", "parked", null, "pavement", "glare", "a green bicycle parked on the pavement in glare")]
    [InlineData("traffic light", null, "amber", null, "pavement", "day", "an amber traffic light on the pavement by day")]
    [InlineData("phone", "black", "on", null, "table", "day", "a black phone switched on on a table by day")]
    public void Full_OfAnObject_SaysWhatAStillPictureShows(
        string kind, string? colour, string state, string? with, string place, string light, string expected) =>
        Assert.Equal(expected, Caption.Full(Thing(kind, colour, state, with, place), light));

    [Fact]
    public void Full_UnderUnknownLight_NamesTheKnownOnes() =>
        Assert.Contains("dusk", Assert.Throws<WorldException>(() => Caption.Full(Thing("car", "red", "parked", null, "road"), "noon")).Message, StringComparison.Ordinal);

    [Fact]
    public void HeldOutPairs_AreKindsOfTheWorld_AndMatchByColourAndKind()
    {
        Assert.All(HeldOutPairs.All, pair => WorldClasses.IndexOf(pair.Kind));
        Assert.True(HeldOutPairs.Contains(Thing("car", "purple", "parked", null, "road")));
        Assert.False(HeldOutPairs.Contains(Thing("truck", "purple", "parked", null, "road")));
    }

    private static SceneObject Thing(string kind, string? colour, string state, string? with, string place) => new()
    {
        TrackId = 1,
        Class = kind,
        Attributes = new SceneAttributes { Colour = colour, State = state, With = with, Place = place },
        Box = [0, 0, 10, 10],
        PositionM = [0, 0, 0],
        VelocityMps = [0, 0, 0],
        SizeM = [1, 1, 1],
        HeadingDeg = 0,
        DistanceM = 1,
        Visible = 1,
        Ignored = false,
    };
}
