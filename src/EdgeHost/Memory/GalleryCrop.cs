using EdgeEngines.Detecting;

namespace EdgeHost.Memory;

/// <summary>What a gallery knows of a crop, besides its picture and vector.</summary>
/// <param name="Camera">Its id, or the source it was indexed from, without secrets.</param>
/// <param name="TakenAt">UTC.</param>
/// <param name="SourceTime">Position in the source's own clock.</param>
/// <param name="Label">Of the detector.</param>
/// <param name="Track">Of the tracker that saw it; 0 where there was none.</param>
/// <param name="Score">Of the detector.</param>
internal sealed record GalleryCrop(
    string Camera, DateTimeOffset TakenAt, TimeSpan SourceTime, string Label, long Track, Box BoxInSource, float Score)
{
    /// <summary>Given by the gallery, rising, never used again.</summary>
    public long Id { get; init; }
}

/// <param name="Cosine">With what was asked: 1 is the same direction.</param>
internal sealed record GalleryMatch(GalleryCrop Crop, float Cosine);
