using EdgeHost.Memory;

namespace EdgeHost.Searching;

/// <param name="Asked">The text, or the picture's path.</param>
/// <param name="Searched">Crops that were compared.</param>
/// <param name="Matches">Best first.</param>
internal sealed record SearchAnswer(string Asked, int Searched, IReadOnlyList<GalleryMatch> Matches);
