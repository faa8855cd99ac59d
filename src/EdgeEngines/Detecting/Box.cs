namespace EdgeEngines.Detecting;

/// <summary>Corners in pixels; which picture's pixels is said by the name of whatever holds the box.</summary>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;
    public float Height => Bottom - Top;
    public float Area => Math.Max(0, Width) * Math.Max(0, Height);
    public (float X, float Y) Centre => ((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>Intersection over union, 0 where both are empty.</summary>
    public float Overlap(in Box other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / (Area + other.Area - shared);
    }

    public Box MovedBy(float x, float y) => new(Left + x, Top + y, Right + x, Bottom + y);

    /// <summary>Each side moved outwards by this share of the width or height.</summary>
    public Box WidenedBy(float share) => new(Left - (share * Width), Top - (share * Height), Right + (share * Width), Bottom + (share * Height));

    /// <summary>Whether widths and heights each differ by no more than this ratio.</summary>
    public bool IsSizedLike(in Box other, float ratio) =>
        Width <= other.Width * ratio && other.Width <= Width * ratio && Height <= other.Height * ratio && other.Height <= Height * ratio;
}
