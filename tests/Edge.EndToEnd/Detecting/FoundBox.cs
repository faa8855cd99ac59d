using System.Globalization;
using System.Text.Json;

namespace Edge.EndToEnd.Detecting;

/// <summary>An object as messages, <c>detect --json</c> and the golden files write it; the box in source pixels.</summary>
internal sealed record FoundBox(string Label, double Score, double Left, double Top, double Right, double Bottom)
{
    public static IReadOnlyList<FoundBox> ReadAll(JsonElement objects) => [.. objects.EnumerateArray().Select(Read)];

    /// <summary>Intersection over union.</summary>
    public double Overlap(FoundBox other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        return width * height / (Area + other.Area - (width * height));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label} {Score:0.000} [{Left:0},{Top:0},{Right:0},{Bottom:0}]");

    private double Area => (Right - Left) * (Bottom - Top);

    private static FoundBox Read(JsonElement one)
    {
        var box = one.GetProperty("box").EnumerateArray().Select(side => side.GetDouble()).ToArray();
        return new FoundBox(one.GetProperty("label").GetString()!, one.GetProperty("score").GetDouble(), box[0], box[1], box[2], box[3]);
    }
}
