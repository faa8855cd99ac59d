using EdgeHost.Events;

namespace EdgeHost.Evaluating;

/// <summary>The events of one film: what the world did, and what was told of it.</summary>
internal static class FilmEvents
{
    public static List<TruthEvent> Happened(FilmRecord film, CrossingLine[] lines, double patience, double tolerance)
    {
        List<TruthEvent> events = [];
        if (film.Moments.Count < 2)
            return events;
        var frameSeconds = film.Moments[1].Seconds - film.Moments[0].Seconds;
        var story = new ThingStory(patience, tolerance, film.Moments[^1].Seconds);
        var sightings =
            from moment in film.Moments
            from thing in moment.Truth
            group new ThingStory.Sighting(moment.Seconds, thing.BoxInSource, thing.Ignored) by thing.Track;
        foreach (var thing in sightings)
            story.Read(thing.Key, [.. thing], frameSeconds, lines, events);
        return events;
    }

    public static List<ToldEvent> Told(FilmRecord film)
    {
        var things = ThingOf(film);
        List<ToldEvent> events = [];
        foreach (var story in film.Stories)
        {
            var thing = things.GetValueOrDefault(story.Track, FrameMatch.None);
            events.Add(Event(film, thing, ThingStory.New, story.New));
            if (story.End is { } end)
                events.Add(Event(film, thing, ThingStory.End, end));
            foreach (var (line, direction, seconds) in story.Crossings)
                events.Add(Event(film, thing, $"{line} {direction}", seconds));
        }
        return events;
    }

    /// <summary>A track is about the object that it lies on in most of its frames; about none where it lies on nothing in more.</summary>
    private static Dictionary<long, int> ThingOf(FilmRecord film)
    {
        var boxes =
            from moment in film.Moments
            from i in Enumerable.Range(0, moment.Found.Length)
            let truth = moment.TruthOf[i]
            group truth == FrameMatch.None ? FrameMatch.None : moment.Truth[truth].Track by moment.Found[i].Track;
        return boxes.ToDictionary(track => track.Key, track => track.GroupBy(t => t).MaxBy(t => t.Count())!.Key);
    }

    private static ToldEvent Event(FilmRecord film, int thing, string what, double seconds)
    {
        if (thing == FrameMatch.None)
            return new ToldEvent(thing, what, seconds, IsExcused: false);
        var moment = film.Moments.MinBy(m => Math.Abs(m.Seconds - seconds))!;
        var counts = Array.Exists(moment.Truth, t => t.Track == thing && !t.Ignored);
        return new ToldEvent(thing, what, seconds, !counts);
    }
}
