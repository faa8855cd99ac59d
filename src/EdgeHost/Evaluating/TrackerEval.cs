using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using EdgeHost.Events;

namespace EdgeHost.Evaluating;

/// <summary>
/// <c>eval tracker</c>: whole films through the line as the host runs it, judged by the messages that come out.
/// <code>
/// films ─► engine ─► tracker ─► events ─► messages ─┬─► objects and ids ─► IDF1
///                                                   └─► new, end, crossings ─► precision and recall
/// </code>
/// </summary>
internal sealed class TrackerEval(IDetector detector, TestFilms films, TrackerOptions tracking)
{
    /// <summary>How late an event may be: a second is what a person at a screen waits.</summary>
    public const double ToleranceSeconds = 1;

    /// <summary>Two lines from top to bottom, a third of the picture's width from its sides: what passes, passes them.</summary>
    public static CameraEventsOptions Places() => new()
    {
        Lines = [new LineOptions { Name = "left", Points = "0.333,0 0.333,1" }, new LineOptions { Name = "right", Points = "0.667,0 0.667,1" }],
    };

    private static readonly string[] s_kinds = [ThingStory.New, ThingStory.End, "crossing"];

    private readonly SortedDictionary<string, IdentityScore> _views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventTally> _events = s_kinds.ToDictionary(kind => kind, _ => new EventTally(), StringComparer.Ordinal);
    private readonly IdentityScore _identities = new();

    public void Run(EvalReport report, CancellationToken cancellationToken)
    {
        FilmLine? line = null;
        var film = -1;
        try
        {
            films.Play(
                frame =>
                {
                    if (frame.Film != film)
                        Close(ref line);
                    line ??= new FilmLine(detector, tracking, Places());
                    line.Look(frame);
                    film = frame.Film;
                },
                cancellationToken);
            Close(ref line);
        }
        finally
        {
            line?.Dispose();
        }
        Report(report);
    }

    private void Close(ref FilmLine? line)
    {
        if (line is null)
            return;
        Judge(line.End());
        line.Dispose();
        line = null;
    }

    private void Judge(FilmRecord film)
    {
        _identities.Add(film.Moments);
        if (!_views.TryGetValue(film.View, out var view))
            _views[film.View] = view = new IdentityScore();
        view.Add(film.Moments);
        var places = new CameraPlaces(Places());
        places.Fit(film.Width, film.Height);
        var happened = FilmEvents.Happened(film, places.Lines, tracking.KeepLostSeconds, ToleranceSeconds);
        var told = FilmEvents.Told(film);
        foreach (var kind in s_kinds)
            _events[kind].Add(happened.Where(e => KindOf(e.What) == kind), told.Where(e => KindOf(e.What) == kind));
    }

    private static string KindOf(string what) => what is ThingStory.New or ThingStory.End ? what : "crossing";

    private void Report(EvalReport report)
    {
        var all = new EventTally();
        foreach (var tally in _events.Values)
            all.Add(tally);
        report.Add("idf1", _identities.F1, FormattableString.Invariant($"{_identities.TrueBoxes} true boxes, {_identities.TrackBoxes} published"));
        report.Add("id_precision", _identities.Precision);
        report.Add("id_recall", _identities.Recall);
        report.Add("event_precision", all.Precision);
        report.Add("event_recall", all.Recall);
        report.Add("films", films.Films);
        report.Add("frames", films.Frames);
        report.Add("graphs_sha256", films.GraphsSha256);
        report.AddTable("events", s_kinds.Select(kind => (kind, new (string, double)[]
        {
            ("precision", _events[kind].Precision), ("recall", _events[kind].Recall),
            ("right", _events[kind].Right), ("wrong", _events[kind].Wrong), ("missed", _events[kind].Missed),
        })));
        report.AddTable("views", _views.Select(view => (view.Key, new (string, double)[] { ("idf1", view.Value.F1) })));
    }
}
