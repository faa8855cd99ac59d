namespace EdgeHost.Cameras.Pattern;

/// <summary>The moving test pattern of <c>sim:pattern</c>.</summary>
internal sealed record PatternOptions
{
    public int Width { get; init; } = 640;

    public int Height { get; init; } = 360;

    public double FramesPerSecond { get; init; } = 30;

    /// <summary>Same seed, same film.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>0 to 3: one of each class.</summary>
    public int Boxes { get; init; } = 3;

    /// <summary>Seconds of every 18 that a box is gone, each at its own time, so that tracks begin and end.</summary>
    public int AwaySeconds { get; init; } = 3;

    /// <summary>0: without end.</summary>
    public int Frames { get; init; }

    public static PatternOptions From(CameraUri uri)
    {
        var defaults = new PatternOptions();
        var (width, height) = uri.Size ?? (defaults.Width, defaults.Height);
        return new PatternOptions
        {
            Width = width,
            Height = height,
            FramesPerSecond = uri.Option("fps", defaults.FramesPerSecond),
            Seed = uri.Option("seed", defaults.Seed),
            Boxes = uri.Option("boxes", defaults.Boxes),
            AwaySeconds = uri.Option("away", defaults.AwaySeconds),
            Frames = uri.Option("frames", defaults.Frames),
        };
    }
}
