using System.Text;
using CsCheck;
using EdgeHost.Rewards.Hearing;
using Xunit;

namespace EdgeHost.Tests.Rewards.Hearing;

public sealed class FeedbackReaderTests
{
    [Theory]
    [InlineData("""{"id":"7","reward":-0.5}""")]
    [InlineData("""{"id":"7","correct":3}""")]
    [InlineData("""{"id":"7","correct":null}""")]
    [InlineData("""{"id":"7","correct":"red"}""")]
    [InlineData("""{"id":"7","plan":"a = find(\"car\")\nreturn a\n"}""")]
    public void Read_WhatTheTopicTakes_HasNoProblem(string payload)
    {
        var feedback = Read(payload);
        Assert.Null(feedback.Problem);
        Assert.Equal("7", feedback.Id);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("7", "a JSON number")]
    [InlineData("""{"reward":1}""", "'id' is missing")]
    [InlineData("""{"id":7,"reward":1}""", "'id' is 7")]
    [InlineData("""{"id":"","reward":1}""", "'id' is")]
    [InlineData("""{"id":"a\nb","reward":1}""", "'id' is")]
    [InlineData("""{"id":"7"}""", "it has 0 of")]
    [InlineData("""{"id":"7","reward":1,"plan":"x"}""", "it has 2 of")]
    [InlineData("""{"id":"7","reward":1,"reward":-1}""", "no JSON")]
    [InlineData("""{"id":"7","reward":1.0001}""", "'reward' is 1.0001")]
    [InlineData("""{"id":"7","reward":1e999}""", "'reward' is 1e999")]
    [InlineData("""{"id":"7","reward":NaN}""", "no JSON")]
    [InlineData("""{"id":"7","reward":"1"}""", "'reward' is \"1\"")]
    [InlineData("""{"id":"7","correct":[1,2]}""", "'correct' is [1,2]")]
    [InlineData("""{"id":"7","correct":{"a":1}}""", "'correct' is {\"a\":1}")]
    [InlineData("""{"id":"7","correct":"a\u0000b"}""", "'correct' is")]
    [InlineData("""{"id":"7","correct":1e999}""", "'correct' is 1e999")]
    [InlineData("""{"id":"7","plan":7}""", "'plan' is 7")]
    [InlineData("""{"id":"7","reward":1,"device":"another"}""", "no field 'device'")]
    [InlineData("""{"id":"\ud800","reward":1}""", "surrogate")]
    [InlineData("""{"id":"7","correct":"\udc00"}""", "surrogate")]
    public void Read_WhatIsNone_SaysWhatWouldDo(string payload, string expected)
    {
        var problem = Read(payload).Problem;
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Contains("expected", problem, StringComparison.Ordinal);
        Assert.True(problem!.Length < 1500, "the message repeats too much of what was sent");
    }

    [Fact]
    public void Read_MoreThanAPlan_IsNotEvenParsed() =>
        Assert.Contains("at most", FeedbackReader.Read(new byte[FeedbackReader.MostBytes + 1]).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes => FeedbackReader.Read(bytes).Problem is not null, iter: 20_000);

    private static Feedback Read(string payload) => FeedbackReader.Read(Encoding.UTF8.GetBytes(payload));
}
