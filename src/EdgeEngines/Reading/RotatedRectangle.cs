using System.Numerics;

namespace EdgeEngines.Reading;

/// <summary>A rectangle at any angle: middle, unit vector of its first side, and the lengths along it and across.</summary>
internal readonly record struct RotatedRectangle(double X, double Y, double AxisX, double AxisY, double Along, double Across)
{
    public double ShortSide => Math.Min(Along, Across);

    public double Area => Along * Across;

    /// <summary>Every side moved outwards by area × ratio ÷ perimeter, the offset of a polygon that was shrunk by it (Vatti clipping in
    /// arXiv:1911.08947). For a rectangle with rounded corners the smallest rectangle is again this one.</summary>
    public RotatedRectangle Grown(double ratio)
    {
        var perimeter = 2 * (Along + Across);
        var offset = perimeter > 0 ? Area * ratio / perimeter : 0;
        return this with { Along = Along + (2 * offset), Across = Across + (2 * offset) };
    }

    /// <summary>The columns of a row of pixels, <paramref name="y"/>, that lie in the rectangle or that its outline runs through, as
    /// <c>cv2.fillPoly</c> draws it and <c>box_threshold</c> is meant for; empty (first above last) where none do.</summary>
    public (int First, int Last) Columns(int y)
    {
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        var dy = y - Y;
        var outline = Math.Max(Math.Abs(AxisX), Math.Abs(AxisY)) / 2;
        Cut(AxisX, (dy * AxisY) - (X * AxisX), (Along / 2) + outline, ref low, ref high);
        Cut(-AxisY, (dy * AxisX) + (X * AxisY), (Across / 2) + outline, ref low, ref high);
        return low <= high ? ((int)Math.Ceiling(low), (int)Math.Floor(high)) : (0, -1);
    }

    /// <summary>Corners around the rectangle, moved by half a pixel: what was measured between pixel middles becomes a place in the picture.</summary>
    public void Corners(Span<Vector2> corners)
    {
        double ax = AxisX * Along / 2, ay = AxisY * Along / 2, bx = -AxisY * Across / 2, by = AxisX * Across / 2;
        double x = X + 0.5, y = Y + 0.5;
        corners[0] = new((float)(x - ax - bx), (float)(y - ay - by));
        corners[1] = new((float)(x + ax - bx), (float)(y + ay - by));
        corners[2] = new((float)(x + ax + bx), (float)(y + ay + by));
        corners[3] = new((float)(x - ax + bx), (float)(y - ay + by));
    }

    /// <summary>Keeps the x with |slope × x + offset| ≤ half.</summary>
    private static void Cut(double slope, double offset, double half, ref double low, ref double high)
    {
        const double Rounding = 1e-6; // a corner pixel is in, whatever the last bit of the axis says
        half += Rounding;
        if (Math.Abs(slope) < 1e-9)
        {
            if (Math.Abs(offset) > half)
                low = double.PositiveInfinity;
            return;
        }
        var (one, other) = ((-half - offset) / slope, (half - offset) / slope);
        low = Math.Max(low, Math.Min(one, other));
        high = Math.Min(high, Math.Max(one, other));
    }
}
