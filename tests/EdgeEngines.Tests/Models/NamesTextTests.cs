using EdgeEngines.Models.Adding;
using Xunit;

namespace EdgeEngines.Tests.Models;

public sealed class NamesTextTests
{
    [Theory]
    [InlineData("{0: 'person', 1: 'bicycle'}", "person|bicycle")]
    [InlineData("{0: \"driver's seat\"}", "driver's seat")]
    [InlineData("{\"0\": \"a\", \"1\": \"b\"}", "a|b")]
    [InlineData(" { 0 : 'it\\'s' , } ", "it's")]
    public void Parse_Dictionary_GivesNamesInOrder(string text, string expected) => Assert.Equal(expected.Split('|'), NamesText.Parse(text)!);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{1: 'a'}")]
    [InlineData("{0: 'a', 2: 'b'}")]
    [InlineData("{0: 'a")]
    [InlineData("{0 'a'}")]
    [InlineData("{'")]
    [InlineData("['a', 'b']")]
    public void Parse_AnythingElse_GivesNull(string text) => Assert.Null(NamesText.Parse(text));
}
