namespace EdgeHost.Memory;

/// <summary>The memory's tables. Times are Unix seconds, boxes in the camera's pixels, metres on the ground as seen from the camera.</summary>
internal static class MemorySchema
{
    /// <summary>
    /// <code>
    /// watches     a camera was watched from … until …, and these lines and zones with it
    ///   tracks       an object that was followed: what, from … until …, words that describe it
    ///     sightings     where it was at a moment
    ///   happenings   a line was crossed, a zone entered
    /// forgotten   of these labels nothing is remembered from before
    /// </code>
    /// </summary>
    public const string Tables =
        """
        CREATE TABLE watches (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, camera TEXT NOT NULL, simulated INTEGER NOT NULL, places TEXT NOT NULL,
            begun_at REAL NOT NULL, until_at REAL NOT NULL) STRICT;
        CREATE TABLE tracks (
            id INTEGER PRIMARY KEY AUTOINCREMENT, watch INTEGER NOT NULL, track INTEGER NOT NULL, label TEXT NOT NULL,
            first_at REAL NOT NULL, last_at REAL NOT NULL, ended INTEGER NOT NULL DEFAULT 0,
            colour TEXT, state TEXT, landmark TEXT, crop INTEGER, UNIQUE (watch, track)) STRICT;
        CREATE INDEX tracks_by_label ON tracks (label, last_at);
        CREATE INDEX tracks_by_last ON tracks (last_at);
        CREATE INDEX tracks_by_crop ON tracks (crop) WHERE crop IS NOT NULL;
        CREATE TABLE sightings (
            id INTEGER PRIMARY KEY AUTOINCREMENT, track INTEGER NOT NULL, seen_at REAL NOT NULL, score REAL NOT NULL,
            box_left REAL NOT NULL, box_top REAL NOT NULL, box_right REAL NOT NULL, box_bottom REAL NOT NULL,
            relation TEXT, landmark TEXT, right_m REAL, ahead_m REAL, off_m REAL) STRICT;
        CREATE INDEX sightings_by_track ON sightings (track, id);
        CREATE INDEX sightings_by_time ON sightings (seen_at);
        CREATE TABLE happenings (
            id INTEGER PRIMARY KEY AUTOINCREMENT, watch INTEGER NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, label TEXT NOT NULL,
            direction TEXT, track INTEGER NOT NULL, at REAL NOT NULL) STRICT;
        CREATE INDEX happenings_by_time ON happenings (at);
        CREATE TABLE forgotten (label TEXT PRIMARY KEY, until_at REAL NOT NULL) STRICT;
        """;
}
