namespace EdgeHost.Memory;

/// <summary>What writing notes takes, prepared once for a store.</summary>
internal sealed class NoteStatements(StoreConnection store) : IDisposable
{
    /// <summary>Key, camera, simulated, places, moment; gives the id.</summary>
    public StoreStatement Watch { get; } = store.Prepare(
        """
        INSERT INTO watches (key, camera, simulated, places, begun_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
        ON CONFLICT (key) DO UPDATE SET until_at = max(until_at, excluded.until_at) RETURNING id
        """);

    /// <summary>Watch, track, label, first and last moment; gives the id. Whatever was forgotten or lost in between, the row is there afterwards.</summary>
    public StoreStatement Track { get; } = store.Prepare(
        """
        INSERT INTO tracks (watch, track, label, first_at, last_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (watch, track) DO UPDATE SET last_at = max(last_at, excluded.last_at) RETURNING id
        """);

    public StoreStatement Sighting { get; } = store.Prepare(
        """
        INSERT INTO sightings (track, seen_at, score, box_left, box_top, box_right, box_bottom, relation, landmark, right_m, ahead_m, off_m)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    public StoreStatement Ended { get; } = store.Prepare("UPDATE tracks SET ended = 1 WHERE id = ?1");

    /// <summary>Track, colour, state, landmark.</summary>
    public StoreStatement Words { get; } = store.Prepare(
        "UPDATE tracks SET colour = coalesce(?2, colour), state = coalesce(?3, state), landmark = coalesce(?4, landmark) WHERE id = ?1");

    /// <summary>Track, landmark. A look says what the thing is on where nothing that was detected does.</summary>
    public StoreStatement LookedOn { get; } = store.Prepare(
        """
        UPDATE sightings SET relation = 'on', landmark = ?2
            WHERE id = (SELECT max(id) FROM sightings WHERE track = ?1) AND relation IS NOT 'on' AND ?2 IS NOT NULL AND ?2 <> 'indoors'
        """);

    /// <summary>Track, landmark. What is on furniture does not stand on the ground, from which metres are reckoned.</summary>
    public StoreStatement NoGround { get; } = store.Prepare(
        """
        UPDATE sightings SET right_m = NULL, ahead_m = NULL, off_m = NULL
            WHERE id = (SELECT max(id) FROM sightings WHERE track = ?1) AND ?2 IN ('table', 'bench')
        """);

    /// <summary>Watch, kind, place, label, direction, track, moment.</summary>
    public StoreStatement Happening { get; } = store.Prepare(
        "INSERT INTO happenings (watch, kind, place, label, direction, track, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    public StoreStatement Pages { get; } = store.Prepare("PRAGMA page_count");

    public StoreStatement FreePages { get; } = store.Prepare("PRAGMA freelist_count");

    public StoreStatement PageBytes { get; } = store.Prepare("PRAGMA page_size");

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<StoreStatement>)[Watch, Track, Sighting, Ended, Words, LookedOn, NoGround, Happening, Pages, FreePages, PageBytes])
            statement.Dispose();
    }
}
