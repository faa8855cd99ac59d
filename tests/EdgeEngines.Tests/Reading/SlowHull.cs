namespace EdgeEngines.Tests.Reading;

/// <summary>A convex hull by its definition: the points that lie at the ends of a line with all points on one side of it.</summary>
internal static class SlowHull
{
    public static List<(int X, int Y)> Of(IEnumerable<(int X, int Y)> points)
    {
        var all = points.Distinct().ToList();
        if (all.Count == 1)
            return all;
        HashSet<(int X, int Y)> corners = [];
        foreach (var from in all)
        {
            foreach (var to in all.Where(to => to != from && all.TrueForAll(p => Side(from, to, p) >= 0)))
            {
                var onLine = all.Where(p => Side(from, to, p) == 0).Order().ToList();
                corners.Add(onLine[0]);
                corners.Add(onLine[^1]);
            }
        }
        return [.. corners];
    }

    private static long Side((int X, int Y) a, (int X, int Y) b, (int X, int Y) p) => ((long)(b.X - a.X) * (p.Y - a.Y)) - ((long)(b.Y - a.Y) * (p.X - a.X));
}
