namespace EdgeEngines.Pictures;

internal readonly record struct TurboHeader(int Width, int Height, TurboSubsampling Subsampling, TurboColours Colours);

/// <summary>TJSAMP.</summary>
internal enum TurboSubsampling
{
    /// <summary>One that the library has no name for.</summary>
    Unknown = -1,
    Samples444,
    Samples422,
    Samples420,
    Grey,
    Samples440,
    Samples411,
    Samples441,
}

/// <summary>TJCS.</summary>
internal enum TurboColours
{
    Rgb,
    YCbCr,
    Grey,
    Cmyk,
    Ycck,
}
