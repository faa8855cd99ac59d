using Microsoft.Data.Sqlite;

namespace EdgeHost.Memory;

internal sealed partial class MemoryFile
{
    private const string Columns =
        """
        SELECT tracks.id, watches.camera, tracks.label, tracks.first_at, tracks.last_at, tracks.colour, tracks.state, tracks.landmark,
            sightings.relation, sightings.landmark, sightings.right_m, sightings.ahead_m
        FROM tracks JOIN watches ON watches.id = tracks.watch
        LEFT JOIN sightings ON sightings.id = (SELECT max(id) FROM sightings WHERE sightings.track = tracks.id)
        """;

    /// <summary>Every label that something remembered has.</summary>
    public IReadOnlyList<string> AllLabels() => _store.Guarded(() =>
    {
        using var command = _store.Command("SELECT DISTINCT label FROM tracks");
        using var reader = command.ExecuteReader();
        List<string> labels = [];
        while (reader.Read())
            labels.Add(reader.GetString(0));
        return labels;
    });

    /// <summary>The track of a label that was seen last; null where there is none.</summary>
    public RememberedTrack? Latest(string label, bool simulated) => Read(
        $"{Columns} WHERE tracks.label = $label AND watches.simulated = $simulated ORDER BY tracks.last_at DESC, tracks.track LIMIT 1",
        ("$label", label), ("$simulated", simulated ? 1 : 0)).FirstOrDefault();

    /// <summary>Tracks of a label that were in sight between two moments, latest first.</summary>
    public IReadOnlyList<RememberedTrack> Between(string label, bool simulated, double startS, double endS, int most) => Read(
        $"{Columns} WHERE tracks.label = $label AND watches.simulated = $simulated AND tracks.last_at >= $start AND tracks.first_at <= $end ORDER BY tracks.last_at DESC, tracks.track LIMIT $most",
        ("$label", label), ("$simulated", simulated ? 1 : 0), ("$start", startS), ("$end", endS), ("$most", most));

    /// <summary>Whether any camera was watched at a time between two moments.</summary>
    public bool WasWatched(bool simulated, double startS, double endS) => Watched(simulated, startS, endS).Count > 0;

    /// <summary>Labels that the user had forgotten, and until when.</summary>
    public IReadOnlyList<(string Label, double UntilS)> ForgottenLabels() => _store.Guarded(() =>
    {
        using var command = _store.Command("SELECT label, until_at FROM forgotten");
        using var reader = command.ExecuteReader();
        List<(string, double)> forgotten = [];
        while (reader.Read())
            forgotten.Add((reader.GetString(0), reader.GetDouble(1)));
        return forgotten;
    });

    /// <summary>The places of every watch that ran between two moments.</summary>
    public IReadOnlyList<IReadOnlyList<WatchedPlace>> Watched(bool simulated, double startS, double endS) => _store.Guarded(() =>
    {
        using var command = _store.Command(
            "SELECT places FROM watches WHERE simulated = $simulated AND until_at >= $start AND begun_at <= $end",
            ("$simulated", simulated ? 1 : 0), ("$start", startS), ("$end", endS));
        using var reader = command.ExecuteReader();
        List<IReadOnlyList<WatchedPlace>> watched = [];
        while (reader.Read())
            watched.Add([.. WatchedPlace.Read(reader.GetString(0))]);
        return watched;
    });

    /// <summary>How often it happened to things of each label.</summary>
    /// <param name="place">Null: anywhere.</param>
    public IReadOnlyList<(string Label, long Count)> Happened(string kind, string? place, bool simulated, double startS, double endS) => _store.Guarded(() =>
    {
        using var command = _store.Command(
            """
            SELECT label, count(*) FROM happenings JOIN watches ON watches.id = happenings.watch
            WHERE kind = $kind AND ($place IS NULL OR place = $place) AND simulated = $simulated AND at BETWEEN $start AND $end GROUP BY label
            """,
            ("$kind", kind), ("$place", place), ("$simulated", simulated ? 1 : 0), ("$start", startS), ("$end", endS));
        using var reader = command.ExecuteReader();
        List<(string, long)> counts = [];
        while (reader.Read())
            counts.Add((reader.GetString(0), reader.GetInt64(1)));
        return counts;
    });

    private List<RememberedTrack> Read(string text, params (string Name, object? Value)[] values) => _store.Guarded(() =>
    {
        using var command = _store.Command(text, values);
        using var reader = command.ExecuteReader();
        List<RememberedTrack> tracks = [];
        while (reader.Read())
        {
            tracks.Add(new RememberedTrack(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetDouble(3), reader.GetDouble(4), Text(reader, 5), Text(reader, 6),
                Text(reader, 7), new Whereabouts(Text(reader, 8), Text(reader, 9)),
                reader.IsDBNull(10) || reader.IsDBNull(11) ? null : Math.Sqrt(Math.Pow(reader.GetDouble(10), 2) + Math.Pow(reader.GetDouble(11), 2))));
        }
        return tracks;
    });

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>An object as it is remembered.</summary>
/// <param name="Id">Of the store.</param>
/// <param name="FirstAtS">Unix seconds.</param>
/// <param name="LookedOn">What the encoders last said it is on.</param>
/// <param name="Last">What was detected below or near it when it was last written.</param>
/// <param name="Metres">From the camera, then; null without its geometry.</param>
internal sealed record RememberedTrack(
    long Id, string Camera, string Label, double FirstAtS, double LastAtS, string? Colour, string? State, string? LookedOn, Whereabouts Last, double? Metres)
{
    /// <summary>In words: "on the table". Null where nothing tells.</summary>
    public string? Place => (Last.Relation, LookedOn) switch
    {
        ("on", _) => $"on the {Last.Landmark}",
        (_, "indoors") when Last.Relation is null => "indoors",
        (_, not null and not "indoors") => $"on the {LookedOn}",
        (not null, _) => $"{Last.Relation} the {Last.Landmark}",
        _ => Metres is { } metres ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{metres:0} metres from the camera") : null,
    };
}
