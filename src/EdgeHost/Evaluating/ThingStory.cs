using EdgeEngines.Detecting;
using EdgeHost.Events;

namespace EdgeHost.Evaluating;

/// <summary>
/// What happens to one object of the world while it is in the picture, and what of it the line owes to tell:
/// <code>
///  in the picture     ┌───────────────────────────────────────────┐
///  counts             │      ▁▁   ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  ▇▇▇▇▇▇▇▇▇      │       ▇: without a break for the tolerance or longer
///  new may come       ├──────────────┤                            │       up to the tolerance into the first such run
///  end may be         │                                ├──────────┴──┤    from the tolerance before the last one's end
/// </code>
/// docs/evaluation.md has the definition in words.
/// </summary>
/// <param name="patience">How long an object may be out of sight and stay the same one: the tracker's own setting.</param>
/// <param name="tolerance">How late <c>new</c>, and how far off <c>end</c> and crossings, may be.</param>
/// <param name="filmEnd">Time of the last frame.</param>
internal sealed class ThingStory(double patience, double tolerance, double filmEnd)
{
    public const string New = "new";
    public const string End = "end";

    private const double Tiny = 1e-6;

    /// <summary>One frame in which the object is in the picture.</summary>
    public readonly record struct Sighting(double Seconds, Box BoxInSource, bool Ignored);

    /// <param name="sightings">In order of time, at <paramref name="frameSeconds"/> from frame to frame.</param>
    public void Read(int thing, IReadOnlyList<Sighting> sightings, double frameSeconds, CrossingLine[] lines, List<TruthEvent> into)
    {
        for (var first = 0; first < sightings.Count;)
        {
            var end = first + 1;
            while (end < sightings.Count && sightings[end].Seconds - sightings[end - 1].Seconds <= patience + Tiny)
                end++;
            var stay = sightings.Skip(first).Take(end - first).ToList();
            var runs = Runs(stay, frameSeconds);
            ReadStay(thing, stay, runs, into);
            ReadPauses(thing, runs, into);
            foreach (var line in lines)
                ReadCrossings(thing, stay, runs, line, into);
            first = end;
        }
    }

    private void ReadStay(int thing, List<Sighting> stay, List<(double From, double To)> runs, List<TruthEvent> into)
    {
        var lasting = runs.Where(run => run.To - run.From >= tolerance - Tiny).ToList();
        if (lasting.Count == 0)
        {
            into.Add(new TruthEvent(thing, New, stay[0].Seconds, stay[^1].Seconds + tolerance, IsOwed: false));
            into.Add(new TruthEvent(thing, End, stay[0].Seconds - tolerance, stay[^1].Seconds + tolerance, IsOwed: false));
            return;
        }
        into.Add(new TruthEvent(thing, New, stay[0].Seconds, lasting[0].From + tolerance, IsOwed: true));
        // An end is told when the object was not seen for the tracker's patience: the film must go on for so long.
        var isTold = stay[^1].Seconds + tolerance + patience <= filmEnd;
        into.Add(new TruthEvent(thing, End, lasting[^1].To - tolerance, stay[^1].Seconds + tolerance, isTold));
    }

    /// <summary>Hidden for longer than the tracker's patience: whoever ends the object and announces it anew is not wrong, nor who does not.</summary>
    private void ReadPauses(int thing, List<(double From, double To)> runs, List<TruthEvent> into)
    {
        for (var i = 1; i < runs.Count; i++)
        {
            if (runs[i].From - runs[i - 1].To <= patience)
                continue;
            into.Add(new TruthEvent(thing, End, runs[i - 1].To - tolerance, runs[i].From, IsOwed: false));
            into.Add(new TruthEvent(thing, New, runs[i - 1].To, runs[i].From + tolerance, IsOwed: false));
        }
    }

    /// <summary>By the rule of docs/events.md, on the true boxes. Owed where the object counted for the tolerance before, and all the way across.</summary>
    private void ReadCrossings(int thing, List<Sighting> stay, List<(double From, double To)> runs, CrossingLine line, List<TruthEvent> into)
    {
        LineSide side = default;
        var clearSince = double.NaN; // when it last stood clear of the line
        foreach (var sighting in stay)
        {
            var before = side;
            var direction = line.Pass(ref side, ObservedObject.FootOf(sighting.BoxInSource), ObservedObject.MarginOf(sighting.BoxInSource));
            if (direction != CrossingDirection.None)
            {
                var counts = runs.Exists(run => run.From <= Math.Min(clearSince, sighting.Seconds - tolerance) + Tiny && run.To >= sighting.Seconds - Tiny);
                into.Add(new TruthEvent(thing, Crossing(line.Name, direction), sighting.Seconds - tolerance, sighting.Seconds + tolerance, counts));
            }
            if (side.Side != before.Side || side.Point != before.Point)
                clearSince = sighting.Seconds;
        }
    }

    public static string Crossing(string line, CrossingDirection direction) => $"{line} {(direction == CrossingDirection.In ? "in" : "out")}";

    /// <summary>Stretches of frames in a row in which it counts.</summary>
    private static List<(double From, double To)> Runs(List<Sighting> stay, double frameSeconds)
    {
        List<(double From, double To)> runs = [];
        foreach (var sighting in stay.Where(s => !s.Ignored))
        {
            if (runs.Count > 0 && sighting.Seconds - runs[^1].To < 1.5 * frameSeconds)
                runs[^1] = (runs[^1].From, sighting.Seconds);
            else
                runs.Add((sighting.Seconds, sighting.Seconds));
        }
        return runs;
    }
}
