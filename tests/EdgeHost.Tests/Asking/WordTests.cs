using EdgeHost.Asking;
using Xunit;

namespace EdgeHost.Tests.Asking;

public sealed class WordTests
{
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
