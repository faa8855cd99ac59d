namespace EdgeHost.Evaluating;

/// <summary>
/// One class's boxes by falling score: how many of them are right, and how many of the objects they find.
/// </summary>
internal sealed class PrecisionCurve
{
    private readonly List<(float Score, bool Right)> _boxes = [];

    /// <summary>Objects to be found.</summary>
    public int Truths { get; set; }

    public void Add(float score, bool right) => _boxes.Add((score, right));

    /// <summary>
    /// Area under the curve where each precision is replaced by the best one at that recall or a higher one: the all-point average
    /// precision of PASCAL VOC since 2010 (Everingham et al., "The PASCAL Visual Object Classes Challenge: A Retrospective", IJCV 2015).
    /// Boxes of one score enter together, so that their order does not matter. 0 where there is nothing to find.
    /// </summary>
    public double AveragePrecision()
    {
        if (Truths == 0)
            return 0;
        _boxes.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        List<(int Right, int All)> points = [];
        var right = 0;
        for (var i = 0; i < _boxes.Count; i++)
        {
            right += _boxes[i].Right ? 1 : 0;
            if (i + 1 == _boxes.Count || _boxes[i + 1].Score != _boxes[i].Score)
                points.Add((right, i + 1));
        }
        var (area, best) = (0.0, 0.0);
        for (var i = points.Count - 1; i >= 0; i--)
        {
            best = Math.Max(best, (double)points[i].Right / points[i].All);
            area += best * (points[i].Right - (i > 0 ? points[i - 1].Right : 0));
        }
        return area / Truths;
    }
}
