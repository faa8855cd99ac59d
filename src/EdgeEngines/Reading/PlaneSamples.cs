namespace EdgeEngines.Reading;

/// <summary>Bilinear samples of one plane of a picture. Places are counted from the plane's left upper edge, so that the first
/// sample's middle is at ½; outside, the edge goes on.</summary>
/// <param name="first">First byte of the plane; the frame's holder keeps it alive.</param>
/// <param name="width">Samples a row, of one channel.</param>
/// <param name="step">Bytes from a sample to the next of its channel.</param>
internal readonly unsafe struct PlaneSamples(byte* first, int width, int height, int step)
{
    public Spot At(float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, width - 1);
        y = Math.Clamp(y - 0.5f, 0, height - 1);
        var (column, row) = ((int)x, (int)y);
        var upper = first + ((((long)row * width) + column) * step);
        return new Spot(upper, column + 1 < width ? step : 0, row + 1 < height ? (long)width * step : 0, x - column, y - row);
    }

    /// <summary>Four neighbouring samples and how much each counts.</summary>
    public readonly struct Spot(byte* upper, int right, long down, float rightShare, float downShare)
    {
        /// <summary>0 to 255, of the channel at that byte of the sample.</summary>
        public float Of(int channel)
        {
            var p = upper + channel;
            var above = p[0] + ((p[right] - p[0]) * rightShare);
            var below = p[down] + ((p[down + right] - p[down]) * rightShare);
            return above + ((below - above) * downShare);
        }
    }
}
