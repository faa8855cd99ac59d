using System.Text.RegularExpressions;
using EdgeWorld.Planning.Seeds;
using Xunit;

namespace EdgeWorld.Tests.Planning;

public sealed partial class OutsideTextsTests
{
    [Fact]
    public void Renamed_NamesInTexts_StayAsTheyAre() =>
        Assert.Equal("one_c = choose(one_b, \"a\", \"b to a\")", OutsideTexts.Renamed("c = choose(b, \"a\", \"b to a\")", Letter(), "one_$&"));

    [Theory]
    [InlineData("which car matches 'red car'", true)]
    [InlineData("「red car」に合うもの", true)]
    [InlineData("what's the dog's colour", false)]
    public void Quotation_AnApostropheInAWord_IsNone(string question, bool quotes) => Assert.Equal(quotes, OutsideTexts.Quotation().IsMatch(question));

    [GeneratedRegex(@"\b[a-z]\b")]
    private static partial Regex Letter();
}
