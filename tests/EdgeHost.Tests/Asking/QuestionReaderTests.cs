using System.Text;
using EdgeHost.Asking;
using Xunit;

namespace EdgeHost.Tests.Asking;

/// <summary>What anybody may send: each comes out as a question, or with what is wrong, where, and what would do.</summary>
public sealed class QuestionReaderTests
{
    private readonly QuestionReader _reader = new(TimeSpan.FromSeconds(5), TimeProvider.System);

    [Theory]
    [InlineData("how many cars are there?")]
    [InlineData("  how many cars are there?\r\n")]
    [InlineData("""{"question":"how many cars are there?"}""")]
    [InlineData("""  {"question":" how many \u0063ars are there? "}""")]
    public void Read_TextOrJson_IsTheSameQuestion(string payload)
    {
        var question = Read(payload);
        Assert.Null(question.Problem);
        Assert.Equal("how many cars are there?", question.Text);
        Assert.Equal((TimeSpan.FromSeconds(5), EvidenceKind.Boxes, (string?)null), (question.Budget, question.Evidence, question.Camera));
    }

    [Fact]
    public void Read_EveryField_IsTaken()
    {
        var question = Read("""{"id":"a-7","question":"is it red?","camera":"gate","language":"en-GB","budget_ms":1500.5,"evidence":"snapshot"}""");
        Assert.Null(question.Problem);
        Assert.Equal(("a-7", "is it red?", "gate"), (question.Id, question.Text, question.Camera));
        Assert.Equal((TimeSpan.FromMilliseconds(1500.5), EvidenceKind.Snapshot), (question.Budget, question.Evidence));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\"question\":\n \"a\",}", "line 2")]
    [InlineData("""{"question":"a","question":"b"}""", "question")]
    [InlineData("""{"question":{"a":{"b":{"c":{"d":1}}}}}""", "is none")]
    [InlineData("{}", "'question' is missing; expected e.g. {\"question\":")]
    [InlineData("""{"question":7}""", "'question' is 7; expected a text")]
    [InlineData("""{"question":null}""", "'question' is null; expected a text")]
    [InlineData("""{"question":"\ud800"}""", "surrogate")]
    [InlineData("""{"question":"a","colour":"red"}""", "no field 'colour'; expected question, camera, language, budget_ms, evidence or id")]
    [InlineData("""{"question":"a","camera":["x"]}""", "'camera' is [\"x\"]; expected a text")]
    [InlineData("""{"question":"a","language":"de"}""", "'language' is \"de\"; only English and Japanese")]
    [InlineData("""{"question":"a","budget_ms":0}""", "'budget_ms' is 0; expected a number of milliseconds from 1 to 60000")]
    [InlineData("""{"question":"a","budget_ms":60001}""", "'budget_ms' is 60001")]
    [InlineData("""{"question":"a","budget_ms":1e400}""", "'budget_ms' is 1e400")]
    [InlineData("""{"question":"a","budget_ms":"fast"}""", "'budget_ms' is \"fast\"")]
    [InlineData("""{"question":"a","evidence":"video"}""", "'evidence' is \"video\"; expected \"none\", \"boxes\" or \"snapshot\"")]
    [InlineData("""{"question":"a","id":""}""", "'id' is \"\"; expected 1 to 64 characters")]
    [InlineData("""{"question":"a","id":"a\u0000b"}""", "'id'")]
    public void Read_WhatIsWrong_IsSaidWithWhatWouldDo(string payload, string expected) =>
        Assert.Contains(expected, Read(payload).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralWrongFields_AreAllSaid()
    {
        var problem = Read("""{"camera":1,"evidence":"x","budget_ms":-1,"sugar":2}""").Problem!;
        Assert.All((string[])["'camera'", "'evidence'", "'budget_ms'", "'sugar'", "'question' is missing"], text => Assert.Contains(text, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_WrongFieldButGoodId_KeepsTheId() => Assert.Equal("mine", Read("""{"id":"mine","question":5}""").Id);

    [Fact]
    public void Read_NoUtf8_SaysWhichByte()
    {
        byte[] payload = [.. "how many c"u8, 0xC3, 0x28];
        Assert.Contains("byte 10 is no UTF-8", _reader.Read(payload).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLong_IsRefusedUnread() =>
        Assert.Contains("16385 bytes, at most 16384", _reader.Read(new byte[16_385]).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_NoIdGiven_EachGetsItsOwn() => Assert.NotEqual(Read("a").Id, Read("a").Id);

    private Question Read(string payload) => _reader.Read(Encoding.UTF8.GetBytes(payload));
}
