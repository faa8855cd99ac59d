namespace EdgeEngines.Tests.Detecting;

/// <summary>A detection in double precision, for the plain slow forms that the real code is held against.</summary>
internal sealed record PlainBox(double Left, double Top, double Right, double Bottom, double Score, int Class)
{
    public double Width => Right - Left;
    public double Height => Bottom - Top;

    public static PlainBox Centred(double x, double y, double width, double height, double score, int @class) =>
        new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2), score, @class);

    public double Overlap(PlainBox other)
    {
        var width = Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left));
        var height = Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
        return width * height / ((Width * Height) + (other.Width * other.Height) - (width * height));
    }

    /// <summary>The textbook: every pair is looked at, a lower score goes if it overlaps one that stayed.</summary>
    public static List<PlainBox> Suppress(IEnumerable<PlainBox> boxes, double iou, bool agnostic)
    {
        var stay = new List<PlainBox>();
        foreach (var box in boxes.OrderByDescending(box => box.Score))
        {
            if (!stay.Any(kept => (agnostic || kept.Class == box.Class) && kept.Overlap(box) > iou))
                stay.Add(box);
        }
        return stay;
    }
}
