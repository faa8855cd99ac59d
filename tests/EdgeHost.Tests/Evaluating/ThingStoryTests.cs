using System.Numerics;
using EdgeEngines.Detecting;
using EdgeHost.Evaluating;
using EdgeHost.Events;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

/// <summary>Patience 2 s, tolerance 1 s, ten frames a second.</summary>
public sealed class ThingStoryTests
{
    private const double FilmEnd = 20;

    [Fact]
    public void Read_SeenForFiveSeconds_OwesNewAndEnd()
    {
        var events = Read(Seen(3, 8));
        Assert.Equal([(ThingStory.New, 3.0, 4.0, true), (ThingStory.End, 7.0, 9.0, true)], Told(events));
    }

    [Fact]
    public void Read_SeenForLessThanTheTolerance_OwesNothingButMayBeTold()
    {
        var events = Read(Seen(3, 3.8));
        Assert.All(events, e => Assert.False(e.IsOwed));
        Assert.Contains(events, e => e.What == ThingStory.New && e.From <= 3 && e.Until >= 3.8);
        Assert.Contains(events, e => e.What == ThingStory.End && e.From <= 3 && e.Until >= 3.8);
    }

    [Fact]
    public void Read_IgnoredBeforeAndBehind_MayBeToldThen()
    {
        var events = Read([.. Seen(1, 3.9, ignored: true), .. Seen(4, 8), .. Seen(8.1, 10, ignored: true)]);
        Assert.Equal([(ThingStory.New, 1.0, 5.0, true), (ThingStory.End, 7.0, 11.0, true)], Told(events));
    }

    [Fact]
    public void Read_GoneForLongerThanPatience_IsTwoStories()
    {
        var events = Read([.. Seen(1, 4), .. Seen(6.2, 9)]);
        Assert.Equal(2, events.Count(e => e.What == ThingStory.New && e.IsOwed));
        Assert.Equal(2, events.Count(e => e.What == ThingStory.End && e.IsOwed));
    }

    [Fact]
    public void Read_GoneForLessThanPatience_IsOneStory()
    {
        var events = Read([.. Seen(1, 4), .. Seen(5.8, 9)]);
        Assert.Equal([(ThingStory.New, 1.0, 2.0, true), (ThingStory.End, 8.0, 10.0, true)], Told(events));
    }

    [Fact]
    public void Read_HiddenForLongerThanPatienceButInThePicture_MayEndAndBeginAnew()
    {
        var events = Read([.. Seen(1, 4), .. Seen(4.1, 6.9, ignored: true), .. Seen(7, 10)]);
        Assert.Single(events, e => e.What == ThingStory.New && e.IsOwed);
        Assert.Single(events, e => e.What == ThingStory.End && e.IsOwed);
        Assert.Contains(events, e => e is { What: ThingStory.New, IsOwed: false, From: <= 7, Until: >= 7.9 });
        Assert.Contains(events, e => e is { What: ThingStory.End, IsOwed: false, From: <= 3.1, Until: >= 4 });
    }

    [Fact]
    public void Read_StillThereAtTheEndOfTheFilm_OwesNoEnd()
    {
        Assert.DoesNotContain(Read(Seen(3, FilmEnd)), e => e.What == ThingStory.End && e.IsOwed);
        Assert.DoesNotContain(Read(Seen(3, FilmEnd - 2.5)), e => e.What == ThingStory.End && e.IsOwed); // nobody had to give it up yet
    }

    [Fact]
    public void Read_WalksAcrossALine_OwesTheCrossingWhenItIsClearOfIt()
    {
        // 40 px/s from x = 0 at second 3; the line stands at x = 100, the margin of a box 80 px high is 4 px: clear at the first frame beyond 104.
        var events = Read(Seen(3, 8, speed: 40), new CrossingLine("gate", new Vector2(100, 0), new Vector2(100, 500)));
        var crossing = Assert.Single(events, e => e.What.StartsWith("gate", StringComparison.Ordinal));
        Assert.Equal("gate out", crossing.What); // seen down the line, from right to left
        Assert.True(crossing.IsOwed);
        Assert.Equal(5.7, (crossing.From + crossing.Until) / 2, 6);
    }

    [Fact]
    public void Read_HiddenWhileItCrosses_MayBeToldOnly()
    {
        Sighting[] walk = [.. Seen(3, 8, speed: 40).Select(s => new Sighting(s.Seconds, s.BoxInSource, s.Seconds is > 5.3 and < 5.7))];
        var events = Read(walk, new CrossingLine("gate", new Vector2(100, 0), new Vector2(100, 500)));
        Assert.False(Assert.Single(events, e => e.What == "gate out").IsOwed);
    }

    private static List<TruthEvent> Read(Sighting[] sightings, params CrossingLine[] lines)
    {
        List<TruthEvent> events = [];
        new ThingStory(2, 1, FilmEnd).Read(7, [.. sightings.Select(s => new ThingStory.Sighting(s.Seconds, s.BoxInSource, s.Ignored))], 0.1, lines, events);
        Assert.All(events, e => Assert.Equal(7, e.Thing));
        return events;
    }

    private static (string, double, double, bool)[] Told(List<TruthEvent> events) =>
        [.. events.Select(e => (e.What, Math.Round(e.From, 6), Math.Round(e.Until, 6), e.IsOwed))];

    private static Sighting[] Seen(double from, double to, bool ignored = false, float speed = 0) =>
    [
        .. Enumerable.Range(0, (int)Math.Round((to - from) * 10) + 1)
            .Select(i => new Sighting(from + (i / 10.0), new Box((i / 10f * speed) - 20, 20, (i / 10f * speed) + 20, 100), ignored)),
    ];

    private readonly record struct Sighting(double Seconds, Box BoxInSource, bool Ignored);
}
