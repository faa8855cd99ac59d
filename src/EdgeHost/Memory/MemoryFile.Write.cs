namespace EdgeHost.Memory;

internal sealed partial class MemoryFile
{
    private const string UpsertWatch =
        """
        INSERT INTO watches (key, camera, simulated, places, begun_at, until_at) VALUES ($key, $camera, $simulated, $places, $at, $at)
        ON CONFLICT (key) DO UPDATE SET until_at = max(until_at, excluded.until_at) RETURNING id
        """;

    /// <summary>Whatever was forgotten or lost in between, the row is there afterwards.</summary>
    private const string UpsertTrack =
        """
        INSERT INTO tracks (watch, track, label, first_at, last_at) VALUES ($watch, $track, $label, $first, $at)
        ON CONFLICT (watch, track) DO UPDATE SET last_at = max(last_at, excluded.last_at) RETURNING id
        """;

    private const string InsertSighting =
        """
        INSERT INTO sightings (track, seen_at, score, box_left, box_top, box_right, box_bottom, relation, landmark, right_m, ahead_m, off_m)
        VALUES ($track, $at, $score, $left, $top, $right, $bottom, $relation, $landmark, $right_m, $ahead_m, $off_m)
        """;

    /// <summary>A look says what the thing is on where nothing that was detected does; what is on furniture does not stand on the ground, from
    /// which metres are reckoned.</summary>
    private const string UpdateLooked =
        """
        UPDATE tracks SET colour = coalesce($colour, colour), state = coalesce($state, state), landmark = coalesce($landmark, landmark) WHERE id = $track;
        UPDATE sightings SET relation = 'on', landmark = $landmark
            WHERE id = (SELECT max(id) FROM sightings WHERE track = $track) AND relation IS NOT 'on' AND $landmark IS NOT NULL AND $landmark <> 'indoors';
        UPDATE sightings SET right_m = NULL, ahead_m = NULL, off_m = NULL
            WHERE id = (SELECT max(id) FROM sightings WHERE track = $track) AND $landmark IN ('table', 'bench');
        """;

    private const string InsertHappening =
        """
        INSERT INTO happenings (watch, kind, place, label, direction, track, at) VALUES ($watch, $kind, $place, $label, $direction, $track, $at)
        """;

    /// <summary>All of them or none.</summary>
    public void Write(ReadOnlyMemory<MemoryNote> notes) => _store.InOneStep(() =>
    {
        foreach (ref readonly var note in notes.Span)
            Write(note);
    });

    private void Write(in MemoryNote note)
    {
        var watch = Id(UpsertWatch, ("$key", note.Watch.Key), ("$camera", note.Watch.Camera), ("$simulated", note.Watch.IsSimulated ? 1 : 0),
            ("$places", WatchedPlace.Write(note.Watch.Places)), ("$at", note.AtS));
        switch (note.Kind)
        {
            case NoteKind.Watching:
                break;
            case NoteKind.Happened:
                _store.Execute(
                    InsertHappening, ("$watch", watch), ("$kind", note.Happening), ("$place", note.Place), ("$label", note.Label),
                    ("$direction", note.Direction), ("$track", note.TrackId), ("$at", note.AtS));
                break;
            case NoteKind.Looked:
                WriteLook(watch, note);
                break;
            default:
                WriteSighting(Track(watch, note), note);
                break;
        }
    }

    private long Track(long watch, in MemoryNote note) => Id(
        UpsertTrack, ("$watch", watch), ("$track", note.TrackId), ("$label", note.Label), ("$first", note.FirstAtS), ("$at", note.AtS));

    private void WriteSighting(long track, in MemoryNote note)
    {
        _store.Execute(
            InsertSighting, ("$track", track), ("$at", note.AtS), ("$score", note.Score), ("$left", note.BoxInSource.Left), ("$top", note.BoxInSource.Top),
            ("$right", note.BoxInSource.Right), ("$bottom", note.BoxInSource.Bottom), ("$relation", note.Where.Relation), ("$landmark", note.Where.Landmark),
            ("$right_m", note.Ground?.RightM), ("$ahead_m", note.Ground?.AheadM), ("$off_m", note.Ground?.UncertaintyM));
        if (note.Kind == NoteKind.Ended)
            _store.Execute("UPDATE tracks SET ended = 1 WHERE id = $track", ("$track", track));
    }

    /// <summary>The latest crop of a track takes the place of the one before.</summary>
    private void WriteLook(long watch, in MemoryNote note)
    {
        var (look, track) = (note.Look!, Track(watch, note));
        _store.Execute(UpdateLooked, ("$track", track), ("$colour", look.Colour), ("$state", look.State), ("$landmark", look.Landmark));
        if (look.Crop is not { } kept)
            return;
        var crops = GalleryFile.Within(_store);
        var crop = crops.Insert(crops.ModelNumber(kept.Model), kept.Crop, kept.Jpeg, kept.Vector);
        _store.Execute("DELETE FROM crops WHERE id = (SELECT crop FROM tracks WHERE id = $track)", ("$track", track));
        _store.Execute("UPDATE tracks SET crop = $crop WHERE id = $track", ("$crop", crop), ("$track", track));
    }

    private long Id(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = _store.Command(text, values);
        return (long)command.ExecuteScalar()!;
    }
}
