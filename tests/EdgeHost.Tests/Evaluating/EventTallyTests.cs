using EdgeHost.Evaluating;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class EventTallyTests
{
    private static readonly TruthEvent s_new = new(1, "new", 3, 5, IsOwed: true);
    private readonly EventTally _tally = new();

    [Fact]
    public void Add_InTime_IsRight() => Expect(1, 0, 0, [s_new], new ToldEvent(1, "new", 4, false));

    [Fact]
    public void Add_TooLate_IsWrongAndMissed() => Expect(0, 1, 1, [s_new], new ToldEvent(1, "new", 5.1, false));

    [Fact]
    public void Add_OtherObjectOrNone_IsWrongAndMissed() =>
        Expect(0, 2, 1, [s_new], new ToldEvent(2, "new", 4, false), new ToldEvent(FrameMatch.None, "new", 4, false));

    [Fact]
    public void Add_ToldTwice_OneIsWrong() => Expect(1, 1, 0, [s_new], new ToldEvent(1, "new", 4, false), new ToldEvent(1, "new", 4.5, false));

    [Fact]
    public void Add_FirstWhileItDidNotCount_IsExcused() => Expect(1, 0, 0, [s_new], new ToldEvent(1, "new", 3.5, true), new ToldEvent(1, "new", 4.5, false));

    [Fact]
    public void Add_OnlyWhileItDidNotCount_IsRightAllTheSame() => Expect(1, 0, 0, [s_new], new ToldEvent(1, "new", 3.5, true));

    [Fact]
    public void Add_WhatNeedNotBeTold_IsNeitherRightNorWrong() =>
        Expect(0, 0, 0, [s_new with { IsOwed = false }], new ToldEvent(1, "new", 4, false), new ToldEvent(1, "new", 4.5, false));

    private void Expect(int right, int wrong, int missed, TruthEvent[] happened, params ToldEvent[] told)
    {
        _tally.Add(happened, told);
        Assert.Equal((right, wrong, missed), (_tally.Right, _tally.Wrong, _tally.Missed));
    }
}
