namespace EdgeWorld.Scenes;

/// <summary>Relations between the objects of a graph, as they look from the camera; computed only on demand.</summary>
public static class SceneRelations
{
    public const double NearMetres = 3;

    /// <summary>left_of, right_of, in_front_of, behind, near and on, between objects that count. At most so many.</summary>
    public static SceneRelation[] Of(SceneGraph graph, int atMost = 256)
    {
        var result = new List<SceneRelation>();
        foreach (var a in graph.Objects)
        {
            foreach (var b in graph.Objects)
            {
                if (a.TrackId == b.TrackId || a.Ignored || b.Ignored)
                    continue;
                Between(a, b, result);
                if (result.Count >= atMost)
                    return [.. result.Take(atMost)];
            }
        }
        return [.. result];
    }

    private static void Between(SceneObject a, SceneObject b, List<SceneRelation> result)
    {
        if (LeftOf(a, b))
            result.Add(new(a.TrackId, "left_of", b.TrackId));
        if (LeftOf(b, a))
            result.Add(new(a.TrackId, "right_of", b.TrackId));
        if (InFrontOf(a, b))
            result.Add(new(a.TrackId, "in_front_of", b.TrackId));
        if (InFrontOf(b, a))
            result.Add(new(a.TrackId, "behind", b.TrackId));
        if (GroundDistance(a, b) < NearMetres)
            result.Add(new(a.TrackId, "near", b.TrackId));
        if (On(a, b))
            result.Add(new(a.TrackId, "on", b.TrackId));
    }

    /// <summary>Its whole box is left of the other's middle and its middle left of the other's box.</summary>
    public static bool LeftOf(SceneObject a, SceneObject b) =>
        a.Box[2] < (b.Box[0] + b.Box[2]) / 2 && (a.Box[0] + a.Box[2]) / 2 < b.Box[0];

    /// <summary>Nearer to the camera by at least a metre (a tenth of the distance when close), in the same direction.</summary>
    public static bool InFrontOf(SceneObject a, SceneObject b) =>
        a.DistanceM < b.DistanceM - Math.Min(1, b.DistanceM / 10) && a.Box[0] < b.Box[2] && b.Box[0] < a.Box[2];

    /// <summary>It rests at the other's height and above its footprint.</summary>
    public static bool On(SceneObject a, SceneObject b) =>
        a.PositionM[2] > 0.15 && Math.Abs(a.PositionM[2] - b.PositionM[2] - (b.Class == "bench" ? 0.45 : b.SizeM[2])) < 0.05
        && GroundDistance(a, b) < Math.Max(b.SizeM[0], b.SizeM[1]) / 2;

    private static double GroundDistance(SceneObject a, SceneObject b)
    {
        double dx = a.PositionM[0] - b.PositionM[0], dy = a.PositionM[1] - b.PositionM[1];
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
