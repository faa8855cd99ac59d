using EdgeHost.Evaluating;
using EdgePlanner.Running;
using EdgePlanner.Values;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

/// <summary>The rules as docs/evaluation.md states them.</summary>
public sealed class AnswerVerdictTests
{
    [Theory]
    [InlineData(3, 3, AnswerVerdict.Right)]
    [InlineData(3, 4, AnswerVerdict.OffByOne)]
    [InlineData(3, 2, AnswerVerdict.OffByOne)]
    [InlineData(3, 5, AnswerVerdict.Wrong)]
    public void Of_Counts_AreExact(long truth, long told, object expected) =>
        Assert.Equal(expected, AnswerVerdicts.Of(Value.OfInt(truth), OutcomeKind.Answered, Value.OfInt(told)));

    [Theory]
    [InlineData(PlanType.Metres, 4, 4.9, AnswerVerdict.Right)]
    [InlineData(PlanType.Metres, 4, 5.1, AnswerVerdict.Wrong)]
    [InlineData(PlanType.Metres, 40, 45.9, AnswerVerdict.Right)]
    [InlineData(PlanType.Metres, 40, 33.9, AnswerVerdict.Wrong)]
    [InlineData(PlanType.MetresPerSecond, 0, 0.9, AnswerVerdict.Right)]
    [InlineData(PlanType.Seconds, 2, 3.5, AnswerVerdict.Wrong)]
    public void Of_Measures_MayBeOffByOneOrByTheirShare(object type, double truth, double told, object expected) => Assert.Equal(
        expected, AnswerVerdicts.Of(Value.OfNumber((PlanType)type, truth), OutcomeKind.Answered, Value.OfNumber((PlanType)type, told, uncertainty: 100)));

    [Fact]
    public void Of_WordsTruthsAndHours_AreEqualOrWrong()
    {
        Assert.Equal(AnswerVerdict.Right, Of(Value.OfText("red"), Value.OfText("red", confidence: 0.2f)));
        Assert.Equal(AnswerVerdict.Wrong, Of(Value.OfText("red"), Value.OfText("blue")));
        Assert.Equal(AnswerVerdict.Wrong, Of(Value.OfBool(true), Value.OfBool(false)));
        Assert.Equal(AnswerVerdict.Wrong, Of(Value.OfClock(12), Value.OfClock(1)));
        Assert.Equal(AnswerVerdict.Wrong, Of(Value.OfInt(1), Value.OfBool(true)));

        static AnswerVerdict Of(Value truth, Value told) => AnswerVerdicts.Of(truth, OutcomeKind.Answered, told);
    }

    [Fact]
    public void Of_Unknown_IsRightWhereTheTruthIsUnknownOnly()
    {
        var unknown = Value.Unknown(PlanType.Text, "there is none");
        Assert.Equal(AnswerVerdict.Right, AnswerVerdicts.Of(unknown, OutcomeKind.Unknown, unknown));
        Assert.Equal(AnswerVerdict.Unanswered, AnswerVerdicts.Of(Value.OfText("red"), OutcomeKind.Unknown, unknown));
        Assert.Equal(AnswerVerdict.Wrong, AnswerVerdicts.Of(unknown, OutcomeKind.Answered, Value.OfText("red")));
        Assert.Equal(AnswerVerdict.Refused, AnswerVerdicts.Of(unknown, OutcomeKind.Rejected, Value.None));
        Assert.Equal(AnswerVerdict.Refused, AnswerVerdicts.Of(Value.OfInt(1), OutcomeKind.Failed, Value.None));
    }
}
