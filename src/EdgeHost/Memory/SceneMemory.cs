namespace EdgeHost.Memory;

/// <summary>
/// What the cameras saw, as questions ask it. Reads beside whoever writes: the latest second may be missing. Thread-safe.
/// </summary>
/// <param name="file">Its own from now on.</param>
/// <param name="names">Whether a word for things means a label.</param>
internal sealed class SceneMemory(MemoryFile file, Func<string, string, bool> names) : IDisposable
{
    private readonly Lock _gate = new();

    /// <summary>Null, with the reason, where memory is off, or there is none that can be used.</summary>
    public static SceneMemory? TryOpen(MemoryOptions options, Func<string, string, bool> names, out string? why)
    {
        why = options.Enabled ? null : "Memory:Enabled is false";
        if (why is not null)
            return null;
        try
        {
            return new SceneMemory(MemoryFile.Open(options.File(), create: false), names);
        }
        catch (GalleryException e)
        {
            why = e.Message;
            return null;
        }
    }

    /// <summary>The thing of that name that was seen last.</summary>
    public RememberedTrack? LastSeen(string phrase, bool simulated)
    {
        lock (_gate)
        {
            return Named(phrase).Select(label => file.Latest(label, simulated)).OfType<RememberedTrack>().OrderByDescending(track => track.LastAtS).FirstOrDefault();
        }
    }

    /// <summary>Things of that name in sight between two moments, latest first; null where nothing is remembered of that time.</summary>
    public IReadOnlyList<RememberedTrack>? SeenBetween(string phrase, bool simulated, double startS, double endS, int most)
    {
        lock (_gate)
        {
            if (!file.WasWatched(simulated, startS, endS))
                return null;
            var found = Named(phrase).SelectMany(label => file.Between(label, simulated, startS, endS, most)).OrderByDescending(track => track.LastAtS).Take(most).ToList();
            return found.Count == 0 && IsForgotten(phrase, startS) ? null : found;
        }
    }

    /// <summary>How often things of that name crossed a line; null where no such line was watched for them then.</summary>
    public long? CountCrossings(string phrase, string line, bool simulated, double startS, double endS)
    {
        lock (_gate)
        {
            var watched = file.Watched(simulated, startS, endS).Any(places => places.Any(place =>
                place.Kind == HappeningKind.Crossing && place.Name == line && (place.Labels.Count == 0 || place.Labels.Any(label => names(phrase, label)))));
            if (!watched || IsForgotten(phrase, startS))
                return null;
            return file.Happened(HappeningKind.Crossing, line, simulated, startS, endS).Where(count => names(phrase, count.Label)).Sum(count => count.Count);
        }
    }

    /// <summary>Whether something of that kind, or at the line or zone of that name, was noticed; null where nobody watched for it.</summary>
    public bool? Happened(string happening, bool simulated, double startS, double endS)
    {
        lock (_gate)
        {
            var watched = file.Watched(simulated, startS, endS).SelectMany(places => places).Where(place => place.Kind == happening || place.Name == happening).ToList();
            if (watched.Count == 0)
                return null;
            return watched.Any(place => file.Happened(place.Kind, place.Name, simulated, startS, endS).Count > 0);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            file.Dispose();
    }

    private IEnumerable<string> Named(string phrase) => file.AllLabels().Where(label => names(phrase, label));

    /// <summary>What the user had forgotten was not "not there".</summary>
    private bool IsForgotten(string phrase, double startS) => file.ForgottenLabels().Any(forgotten => names(phrase, forgotten.Label) && startS <= forgotten.UntilS);
}
