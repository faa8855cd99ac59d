using System.Numerics;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Reading;

/// <summary>
/// From a map of text probabilities to lines of text, as differentiable binarization is read out (Liao et al. 2020,
/// arXiv:1911.08947; PaddleOCR's <c>DBPostProcess</c>):
/// <code>
/// map ─ threshold ─ connected areas ─ hull ─ smallest rectangle ─ mean probability ─ grow ─ source pixels
/// </code>
/// Room is made once; a map of any content takes bounded time.
/// </summary>
internal sealed class RegionFinder(TextDescription text, int width, int height)
{
    /// <summary>As many as PP-OCR looks at; of more areas the largest.</summary>
    private const int MostAreas = 1000;

    private readonly TextPixels _pixels = new(width, height);
    private readonly ConvexHull _hull = new(height);
    private readonly List<TextRegion> _found = new(MostAreas);

    /// <summary>The surest regions, best first; valid until the next call.</summary>
    public IReadOnlyList<TextRegion> Find(ReadOnlySpan<float> map, in Placement placement)
    {
        _found.Clear();
        _pixels.Find(map, text.ProbabilityThreshold);
        var areas = Math.Min(_pixels.Count, MostAreas);
        for (var area = 0; area < areas; area++)
        {
            _hull.Clear();
            _pixels.AddTo(_hull, area);
            if (Examine(MinimumRectangle.Around(_hull.Close()), map, placement) is { } region)
                _found.Add(region);
        }
        _found.Sort(static (one, other) => other.Score.CompareTo(one.Score));
        if (_found.Count > text.MaxRegions)
            _found.RemoveRange(text.MaxRegions, _found.Count - text.MaxRegions);
        return _found;
    }

    private TextRegion? Examine(in RotatedRectangle core, ReadOnlySpan<float> map, in Placement placement)
    {
        const int GrownBy = 2; // PaddleOCR asks two pixels more of what has grown
        if (core.ShortSide < text.MinSize)
            return null;
        var score = MeanProbability(core, map);
        var whole = core.Grown(text.Unclip);
        if (score < text.BoxThreshold || whole.ShortSide < text.MinSize + GrownBy)
            return null;
        Span<Vector2> corners = stackalloc Vector2[4];
        whole.Corners(corners);
        foreach (ref var corner in corners)
            corner = (corner - new Vector2(placement.OffsetX, placement.OffsetY)) / new Vector2(placement.ScaleX, placement.ScaleY);
        var quad = Quad.Ordered(corners);
        return new TextRegion(IsUpright(quad) ? quad.TurnDownwards() : quad, score);
    }

    /// <summary>NaN counts as 0, and nothing for less than 0 or more than 1.</summary>
    internal float MeanProbability(in RotatedRectangle rectangle, ReadOnlySpan<float> map)
    {
        var reach = Math.Abs(rectangle.AxisY * rectangle.Along / 2) + Math.Abs(rectangle.AxisX * rectangle.Across / 2) + 1;
        var (top, bottom) = (Math.Max(0, (int)Math.Floor(rectangle.Y - reach)), Math.Min(height - 1, (int)Math.Ceiling(rectangle.Y + reach)));
        double sum = 0;
        long count = 0;
        for (var y = top; y <= bottom; y++)
        {
            var (first, last) = rectangle.Columns(y);
            for (var x = Math.Max(0, first); x <= Math.Min(width - 1, last); x++, count++)
            {
                var p = map[(y * width) + x];
                sum += p > 0 ? Math.Min(p, 1) : 0;
            }
        }
        return count > 0 ? (float)(sum / count) : 0;
    }

    /// <summary>Much higher than wide: the letters stand on one another's side.</summary>
    private static bool IsUpright(in Quad quad)
    {
        const float Upright = 1.5f; // PaddleOCR, get_rotate_crop_image
        return quad.Height >= Upright * quad.Width;
    }
}
