using EdgeEngines.Detecting;
using EdgeHost.Asking;
using EdgePlanner.Worlds;
using Xunit;

namespace EdgeHost.Tests.Asking;

public sealed class NearnessTests
{
    private static readonly Box s_left = new(100, 100, 120, 200);
    private static readonly Box s_right = new(130, 90, 150, 260);

    [Theory]
    [InlineData(Relation.LeftOf, true)]
    [InlineData(Relation.RightOf, false)]
    [InlineData(Relation.Above, true)]
    [InlineData(Relation.Behind, true)]
    [InlineData(Relation.InFrontOf, false)]
    [InlineData(Relation.Near, true)]
    [InlineData(Relation.Overlapping, false)]
    public void Holds_WithoutGeometry_GoesByThePicture(Relation relation, bool expected) =>
        Assert.Equal(expected, new Nearness(null, (640, 360)).Holds(s_left, relation, s_right));

    [Fact]
    public void Holds_WithGeometry_NearMeansMetres()
    {
        // At 1.5 m of height and 500 px of focal length feet at row 200 stand 37 m away, at row 260 9 m: side by side in the picture only.
        var nearness = new Nearness(new CameraPose(500, 1.5, 0), (640, 360));
        Assert.False(nearness.Holds(s_left, Relation.Near, s_right));
        Assert.True(nearness.Holds(s_left, Relation.Near, new Box(125, 110, 140, 200)));
        Assert.True(nearness.Holds(s_left, Relation.Behind, s_right));
    }

    [Theory]
    [InlineData("car", "car", true)]
    [InlineData("cars", "car", true)]
    [InlineData("buses", "bus", true)]
    [InlineData("vehicle", "truck", true)]
    [InlineData("people", "person", true)]
    [InlineData("thing", "bench", true)]
    [InlineData("cart", "car", false)]
    [InlineData("vehicle", "person", false)]
    public void Names_AWordAndALabel_MeanTheSameOrNot(string word, string label, bool expected) => Assert.Equal(expected, Noun.Names(word, label));

    [Fact]
    public void WordedQuestion_AColour_IsHeldAgainstTheOthers()
    {
        var texts = WordedQuestion.Of("car", "red")!;
        Assert.Equal("a red car", texts[0]);
        Assert.Contains("a blue car", texts);
        Assert.Null(WordedQuestion.Of("car", "wooden"));
        Assert.Equal(["a person with a cane", "a person"], WordedQuestion.Of("person", "cane")!);
    }
}
