namespace EdgeWorld.Exporting;

public enum PictureKind
{
    Jpeg,
    Png,
}

/// <summary>What to export from one world.</summary>
public sealed record ExportOptions
{
    /// <summary>Take every n-th frame only: neighbours are nearly alike.</summary>
    public int Every { get; init; } = 1;

    public PictureKind Pictures { get; init; } = PictureKind.Jpeg;

    public int JpegQuality { get; init; } = 92;

    public bool Relations { get; init; }
}
