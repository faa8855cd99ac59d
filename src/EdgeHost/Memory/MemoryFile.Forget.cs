namespace EdgeHost.Memory;

internal sealed partial class MemoryFile
{
    /// <summary>So many sightings go at a time where there are too many: about 16 kB.</summary>
    private const int Handful = 128;

    /// <summary>What the store does without: every row of it, or that which is older than a moment.</summary>
    private const string ForgetBefore =
        """
        DELETE FROM sightings WHERE seen_at < $before;
        DELETE FROM happenings WHERE at < $before;
        DELETE FROM crops WHERE taken_at < $before;
        DELETE FROM tracks WHERE last_at < $before AND NOT EXISTS (SELECT 1 FROM sightings WHERE sightings.track = tracks.id);
        UPDATE tracks SET first_at = $before WHERE first_at < $before;
        DELETE FROM watches WHERE until_at < $before AND NOT EXISTS (SELECT 1 FROM tracks WHERE tracks.watch = watches.id);
        UPDATE watches SET begun_at = $before WHERE begun_at < $before;
        DELETE FROM forgotten WHERE until_at < $before;
        """;

    private const string ForgetLabel =
        """
        DELETE FROM crops WHERE label = $label;
        DELETE FROM sightings WHERE track IN (SELECT id FROM tracks WHERE label = $label);
        DELETE FROM happenings WHERE label = $label;
        INSERT INTO forgotten (label, until_at) SELECT $label, $now WHERE EXISTS (SELECT 1 FROM tracks WHERE label = $label)
            ON CONFLICT (label) DO UPDATE SET until_at = excluded.until_at;
        DELETE FROM tracks WHERE label = $label;
        """;

    /// <summary>Of the time before nothing is left, nor that anybody watched.</summary>
    public void ForgetOlder(double beforeS) => _store.InOneStep(() => _store.Execute(ForgetBefore, ("$before", beforeS)));

    /// <returns>Tracks that were forgotten.</returns>
    public int Forget(string label, double nowS)
    {
        var tracks = 0;
        _store.InOneStep(() =>
        {
            tracks = (int)_store.Number("SELECT count(*) FROM tracks WHERE label = $label", ("$label", label))!;
            _store.Execute(ForgetLabel, ("$label", label), ("$now", nowS));
        });
        return tracks;
    }

    public void ForgetAll() => _store.InOneStep(() => _store.Execute(
        "DELETE FROM sightings; DELETE FROM tracks; DELETE FROM happenings; DELETE FROM crops; DELETE FROM watches; DELETE FROM forgotten"));

    /// <summary>Gives what is free back to the disk and empties the log, in which deleted rows would linger. Left for later where another
    /// process is at work in the file: false.</summary>
    public bool TryShrink()
    {
        try
        {
            return _store.Guarded(() =>
            {
                _store.Execute("VACUUM");
                return _store.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
            });
        }
        catch (GalleryException e) when (!e.IsDamage)
        {
            return false;
        }
    }

    /// <summary>Forgets the oldest until no more than so many bytes are used, or nothing is left to forget.</summary>
    /// <returns>Rows that went.</returns>
    public int ForgetBeyond(long mostBytes)
    {
        var gone = 0;
        while (UsedBytes() > mostBytes)
        {
            var forgotten = 0;
            _store.InOneStep(() => forgotten = ForgetOldest());
            if (forgotten == 0)
                break; // empty: what is left are the tables
            gone += forgotten;
        }
        return gone;
    }

    /// <summary>By the order in which they came, which no clock that is put right can change; what else is as old follows.</summary>
    private int ForgetOldest()
    {
        var last = _store.Number($"SELECT max(id) FROM (SELECT id FROM sightings ORDER BY id LIMIT {Handful})");
        var at = last is null ? double.PositiveInfinity : _store.Number("SELECT max(seen_at) FROM sightings WHERE id <= $last", ("$last", last));
        var forgotten = _store.Execute(ForgetUntil, ("$last", last ?? 0), ("$at", at), ("$handful", Handful));
        // Nobody may say "there was none" of a time of which the sightings are gone.
        _store.Execute("UPDATE watches SET begun_at = min($at, until_at) WHERE begun_at < $at", ("$at", at));
        return forgotten;
    }

    private const string ForgetUntil =
        """
        DELETE FROM sightings WHERE id <= $last;
        DELETE FROM tracks WHERE last_at <= $at AND NOT EXISTS (SELECT 1 FROM sightings WHERE sightings.track = tracks.id);
        DELETE FROM happenings WHERE id IN (SELECT id FROM happenings ORDER BY id LIMIT $handful) AND at <= $at;
        DELETE FROM crops WHERE id IN (SELECT id FROM crops ORDER BY id LIMIT $handful) AND taken_at <= $at
            AND NOT EXISTS (SELECT 1 FROM tracks WHERE tracks.crop = crops.id);
        DELETE FROM watches WHERE until_at <= $at AND NOT EXISTS (SELECT 1 FROM tracks WHERE tracks.watch = watches.id);
        """;
}
