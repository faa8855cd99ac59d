using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Tensors;

/// <summary>
/// Where the whole picture, resized, lies in the engine's input: at <see cref="Left"/>, <see cref="Top"/> (negative where it is
/// cut off), <see cref="Width"/>×<see cref="Height"/>. Worked out from the camera's size, so that a picture decoded at a smaller
/// scale lands in the same place.
/// </summary>
internal readonly record struct ResizeGeometry(int Left, int Top, int Width, int Height)
{
    public static ResizeGeometry For(InputDescription input, (int Width, int Height) source)
    {
        if (input.Resize == ResizeMode.Stretch)
            return new ResizeGeometry(0, 0, input.Width, input.Height);
        var across = (double)input.Width / source.Width;
        var down = (double)input.Height / source.Height;
        var scale = input.Resize == ResizeMode.Letterbox ? Math.Min(across, down) : Math.Max(across, down);
        var width = Resized(source.Width, scale);
        var height = Resized(source.Height, scale);
        return input is { Resize: ResizeMode.Letterbox, Anchor: LetterboxAnchor.TopLeft }
            ? new ResizeGeometry(0, 0, width, height)
            : new ResizeGeometry(Middle(input.Width, width), Middle(input.Height, height), width, height);
    }

    /// <summary>Where the camera's picture lies, when <paramref name="region"/> of it, as decoded, is what was resized.</summary>
    public Placement PlacementOf(in FrameFormat format, (int Width, int Height) source, in PixelRegion region)
    {
        var (across, down) = ((double)source.Width / format.Width, (double)source.Height / format.Height);
        var (scaleX, scaleY) = (Width / (region.Width * across), Height / (region.Height * down));
        return new Placement(
            (float)scaleX, (float)scaleY, (float)(Left - (region.Left * across * scaleX)), (float)(Top - (region.Top * down * scaleY)),
            source.Width, source.Height);
    }

    /// <summary>The part of the engine's input that the picture covers.</summary>
    public (int Left, int Top, int Width, int Height) CoveredPart(InputDescription input)
    {
        var left = Math.Max(0, Left);
        var top = Math.Max(0, Top);
        return (left, top, Math.Min(input.Width, Left + Width) - left, Math.Min(input.Height, Top + Height) - top);
    }

    // A line of 10,000×1 pixels still becomes a line.
    private static int Resized(int length, double scale) => Math.Max(1, (int)Math.Round(length * scale, MidpointRounding.AwayFromZero));

    private static int Middle(int room, int length) => (int)Math.Floor((room - length) / 2.0);
}
