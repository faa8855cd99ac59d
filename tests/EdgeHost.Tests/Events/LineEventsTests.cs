using Xunit;

namespace EdgeHost.Tests.Events;

/// <summary>Who crosses a line, when it is told, and when not.</summary>
public sealed class LineEventsTests
{
    [Fact]
    public void Step_CrossesALine_OneUpdateWithDirectionAndTime()
    {
        // Pointing down the picture: left to right as seen along it is from the right of the picture to its left.
        var rig = new Rig(Rig.With(new() { Lines = [new() { Name = "gate", Points = "320,0 320,360" }] }));
        for (var x = 250f; x <= 390; x += 7)
            rig.Step(rig.Foot(1, x, 300));

        var crossing = Assert.Single(rig.Outbox.Events, e => e.GetProperty("after").GetProperty("crossed_lines").GetArrayLength() > 0
            && e.GetProperty("before").GetProperty("crossed_lines").GetArrayLength() == 0);
        var line = Assert.Single(crossing.GetProperty("after").GetProperty("crossed_lines").EnumerateArray());
        Assert.Equal("update", crossing.GetProperty("type").GetString());
        Assert.Equal(("gate", "out"), (line.GetProperty("line").GetString(), line.GetProperty("direction").GetString()));
        Assert.Equal(crossing.GetProperty("after").GetProperty("frame_time").GetDouble(), line.GetProperty("time").GetDouble(), 6);
    }

    [Fact]
    public void Step_HiddenWhileCrossing_CountsWhenItIsSeenOnTheOtherSide()
    {
        var rig = new Rig(Rig.With(new() { Lines = [new() { Name = "gate", Points = "0.5,1 0.5,0" }] }));
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(1, 250, 300));
        for (var x = 260; x < 380; x += 10)
            Assert.Equal(0, rig.Step(rig.Missed(1, x, 300)).Updated);
        rig.Step(rig.Foot(1, 380, 300));

        var line = Assert.Single(rig.Outbox.Events[^1].GetProperty("after").GetProperty("crossed_lines").EnumerateArray());
        Assert.Equal("in", line.GetProperty("direction").GetString());
    }

    [Fact]
    public void Step_EndlessCrossings_KeepsTheLatest64()
    {
        var rig = new Rig(Rig.With(new() { Lines = [new() { Name = "gate", Points = "320,0 320,360" }] }));
        for (var i = 0; i < 2000; i++) // back and forth every 2.5 s
            rig.Step(rig.Foot(1, i / 25 % 2 == 0 ? 250 : 390, 300));

        var sides = rig.Outbox.Events[^1];
        Assert.Equal(64, sides.GetProperty("after").GetProperty("crossed_lines").GetArrayLength());
        Assert.Equal(63, sides.GetProperty("before").GetProperty("crossed_lines").GetArrayLength());
        Assert.Equal(Rig.Epoch + 197.6, sides.GetProperty("after").GetProperty("crossed_lines")[63].GetProperty("time").GetDouble(), 6);
    }

    [Fact]
    public void Step_BoxJumpsBetweenTwoAcrossALine_IsToldOnce()
    {
        // Two cars stand side by side, one on each side of the line, and the track has now the one's box, now the other's.
        var rig = new Rig(Rig.With(new() { Lines = [new() { Name = "gate", Points = "320,0 320,360" }] }));
        for (var i = 0; i < 100; i++)
            rig.Step(rig.Foot(1, i % 5 < 3 ? 310 : 330, 300));

        Assert.Equal(1, Crossings(rig));
    }

    [Fact]
    public void Step_TurnsBackSoon_IsToldOnceItStaysThere()
    {
        var rig = new Rig(Rig.With(new() { Lines = [new() { Name = "gate", Points = "320,0 320,360" }] }));
        for (var i = 0; i < 20; i++) // crosses at 0.5 s, is back at 1 s
            rig.Step(rig.Foot(1, i is >= 5 and < 10 ? 390 : 250, 300));

        Assert.Equal(2, Crossings(rig));
    }

    private static int Crossings(Rig rig) => rig.Outbox.Events[^1].GetProperty("after").GetProperty("crossed_lines").GetArrayLength();
}
