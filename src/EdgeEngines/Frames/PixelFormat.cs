namespace EdgeEngines.Frames;

/// <summary>How a frame's bytes are laid out. Planes follow one another without gaps; rows are tight.</summary>
public enum PixelFormat
{
    /// <summary>Planes Y (w×h), U and V ((w+1)/2 × (h+1)/2), 8 bit.</summary>
    I420,

    /// <summary>Plane Y (w×h), then one plane of U,V pairs ((w+1)/2 pairs × (h+1)/2 rows), 8 bit.</summary>
    Nv12,

    /// <summary>One plane of R,G,B bytes.</summary>
    Rgb24,
}
