using EdgePlanner.Planning.Decomposing;
using Xunit;

namespace EdgePlanner.Tests.Planning.Decomposing;

public sealed class QuestionSplitterTests
{
    [Theory]
    [InlineData("are there more cars than people and is the light green?", "And", "are there more cars than people", "is the light green")]
    [InlineData("Is there a car? How many dogs are there?", "And", "Is there a car", "How many dogs are there")]
    [InlineData("is there a dog, or is there a cat", "Or", "is there a dog", "is there a cat")]
    [InlineData("how many cars are there, how many dogs, and what colour is the bus?", "And", "how many cars are there", "how many dogs", "what colour is the bus")]
    [InlineData("is a car nearer than 3.5 metres and is it red", "And", "is a car nearer than 3.5 metres", "is it red")]
    [InlineData("is the bus faster than the red car?", "Compare", "how fast is the bus", "how fast is the red car")]
    [InlineData("is the dog closer than the cup", "Compare", "how far is the dog", "how far is the cup")]
    [InlineData("do the bus and the truck have the same colour", "Compare", "what colour is the bus", "what colour is the truck")]
    [InlineData("is the number of red cars greater than the number of dogs", "Compare", "how many red cars", "how many dogs")]
    public void Split_QuestionsInOne_GivesEach(string question, string joint, params string[] parts)
    {
        var split = QuestionSplitter.Split(question).Split;
        Assert.NotNull(split);
        Assert.Equal(joint, split.Joint.ToString());
        Assert.Equal(parts, split.Parts);
    }

    [Theory]
    [InlineData("is there a car and a dog")]
    [InlineData("how many red and blue cars are there")]
    [InlineData("is the light green or red")]
    [InlineData("how many cars are nearer than 3.5 metres")]
    [InlineData("is there a car nearer than the bus")]
    [InlineData("and is and")]
    [InlineData("?")]
    [InlineData("...,,,;;; and or and")]
    public void Split_OneQuestion_StaysWhole(string question) => Assert.Equal((null, null), QuestionSplitter.Split(question));

    [Fact]
    public void Split_TooMany_SaysHowMany()
    {
        var (split, whyNot) = QuestionSplitter.Split(string.Join(" and ", Enumerable.Repeat("is there a car", 5)));
        Assert.Null(split);
        Assert.Contains("5 things at once, at most 4", whyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_AndWithOr_IsNotGuessedAt() =>
        Assert.Contains("ask them apart", QuestionSplitter.Split("is there a car and is there a dog or is there a bus").WhyNot, StringComparison.Ordinal);

    /// <summary>Allocated memory stands for work: ten times the text, about ten times of it, whatever the text is.</summary>
    [Theory]
    [InlineData("and ")]
    [InlineData("and is ")]
    [InlineData("is there a car and ")]
    [InlineData("?, .is ")]
    [InlineData("is nearer than ")]
    [InlineData("x")]
    public void Split_HostileText_TakesMemoryInStepWithItsLength(string piece)
    {
        var small = string.Concat(Enumerable.Repeat(piece, 1024 / piece.Length));
        var large = string.Concat(Enumerable.Repeat(piece, 10_240 / piece.Length));
        Taken(small);
        Assert.InRange(Taken(large), 0, (12 * Taken(small)) + 4096);

        static long Taken(string text)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = QuestionSplitter.Split(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
