namespace EdgeEngines.Tests.Reading;

/// <summary>A map drawn for a test.</summary>
internal sealed class ProbabilityMap(int width, int height)
{
    public int Width => width;
    public int Height => height;
    public float[] Values { get; } = new float[width * height];

    /// <summary>Sets every pixel whose middle lies in the rectangle: middle, angle in degrees, length along and across.</summary>
    public ProbabilityMap Draw(double x, double y, double degrees, double along, double across, float probability = 0.9f)
    {
        var (cos, sin) = (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (dx, dy) = (column - x, row - y);
                if (Math.Abs((dx * cos) + (dy * sin)) <= along / 2 && Math.Abs((dy * cos) - (dx * sin)) <= across / 2)
                    Values[(row * width) + column] = probability;
            }
        }
        return this;
    }
}
