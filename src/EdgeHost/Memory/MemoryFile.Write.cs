namespace EdgeHost.Memory;

internal sealed partial class MemoryFile
{
    /// <summary>Made with the first notes: who only reads does without.</summary>
    private NoteStatements? _statements;

    /// <summary>All of them or none.</summary>
    /// <returns>Bytes of the pages in use, as <see cref="UsedBytes"/>.</returns>
    public long Write(ReadOnlyMemory<MemoryNote> notes)
    {
        var bytes = 0L;
        _store.InOneStep(() =>
        {
            _statements ??= new NoteStatements(_store);
            foreach (ref readonly var note in notes.Span)
                Write(note, _statements);
            bytes = (_statements.Pages.Run() - _statements.FreePages.Run()) * _statements.PageBytes.Run();
        });
        return bytes;
    }

    private void Write(in MemoryNote note, NoteStatements statements)
    {
        var watch = statements.Watch.Set(1, note.Watch.Key).Set(2, note.Watch.Camera).Set(3, note.Watch.IsSimulated ? 1 : 0).Set(4, note.Watch.PlacesText).Set(5, note.AtS).Run();
        switch (note.Kind)
        {
            case NoteKind.Watching:
                break;
            case NoteKind.Happened:
                statements.Happening.Set(1, watch).Set(2, note.Happening).Set(3, note.Place).Set(4, note.Label).Set(5, note.Direction).Set(6, note.TrackId).Set(7, note.AtS).Run();
                break;
            case NoteKind.Looked:
                WriteLook(Track(watch, note, statements), note.Look!, statements);
                break;
            default:
                WriteSighting(Track(watch, note, statements), note, statements);
                break;
        }
    }

    private static long Track(long watch, in MemoryNote note, NoteStatements statements) =>
        statements.Track.Set(1, watch).Set(2, note.TrackId).Set(3, note.Label).Set(4, note.FirstAtS).Set(5, note.AtS).Run();

    private static void WriteSighting(long track, in MemoryNote note, NoteStatements statements)
    {
        var (box, ground) = (note.BoxInSource, note.Ground);
        statements.Sighting.Set(1, track).Set(2, note.AtS).Set(3, note.Score).Set(4, box.Left).Set(5, box.Top).Set(6, box.Right).Set(7, box.Bottom)
            .Set(8, note.Where.Relation).Set(9, note.Where.Landmark).Set(10, ground?.RightM).Set(11, ground?.AheadM).Set(12, ground?.UncertaintyM).Run();
        if (note.Kind == NoteKind.Ended)
            statements.Ended.Set(1, track).Run();
    }

    /// <summary>The latest crop of a track takes the place of the one before.</summary>
    private void WriteLook(long track, Look look, NoteStatements statements)
    {
        statements.Words.Set(1, track).Set(2, look.Colour).Set(3, look.State).Set(4, look.Landmark).Run();
        statements.LookedOn.Set(1, track).Set(2, look.Landmark).Run();
        statements.NoGround.Set(1, track).Set(2, look.Landmark).Run();
        if (look.Crop is not { } kept)
            return;
        var crops = GalleryFile.Within(_store);
        var crop = crops.Insert(crops.ModelNumber(kept.Model), kept.Crop, kept.Jpeg, kept.Vector);
        _store.Execute("DELETE FROM crops WHERE id = (SELECT crop FROM tracks WHERE id = $track)", ("$track", track));
        _store.Execute("UPDATE tracks SET crop = $crop WHERE id = $track", ("$crop", crop), ("$track", track));
    }
}
