namespace EdgeHost.Memory;

/// <summary>A camera that is being watched, from when it started until it ends: what tracks and happenings belong to.</summary>
/// <param name="Camera">Its id.</param>
/// <param name="IsSimulated">What a simulation shows is never told as an answer about the world, nor the other way round.</param>
/// <param name="Places">Lines and zones that are watched with it.</param>
internal sealed record Watch(string Camera, bool IsSimulated, IReadOnlyList<WatchedPlace> Places)
{
    /// <summary>Never used again, by no process: the tracker's numbers begin anew with each start.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary><see cref="Places"/> as the store keeps them.</summary>
    public string PlacesText { get; } = WatchedPlace.Write(Places);
}

/// <summary>A line or a zone.</summary>
/// <param name="Kind">One of <see cref="HappeningKind"/>.</param>
/// <param name="Labels">Only things of these labels are noticed there; empty: all.</param>
internal sealed record WatchedPlace(string Kind, string Name, IReadOnlyList<string> Labels)
{
    /// <summary>One a line, parted by tabs: names of places are letters, digits, '-' and '_'; of a label what would part it is taken out.</summary>
    public static string Write(IEnumerable<WatchedPlace> places) => string.Join('\n', places.Select(place => $"{place.Kind}\t{place.Name}\t{string.Join('\t', place.Labels.Select(Sound))}"));

    public static IEnumerable<WatchedPlace> Read(string text) =>
        from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split('\t')
        where parts.Length >= 3
        select new WatchedPlace(parts[0], parts[1], [.. parts[2..].Where(label => label.Length > 0)]);

    private static string Sound(string label) => label.Replace('\t', ' ').Replace('\n', ' ');
}

/// <summary>Kinds of happenings that the host notices. Others (a collision, a fall) nobody watches for yet.</summary>
internal static class HappeningKind
{
    public const string Crossing = "crossing";
    public const string Entry = "entry";
}
