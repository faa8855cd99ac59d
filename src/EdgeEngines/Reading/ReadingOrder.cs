using EdgeEngines.Detecting;

namespace EdgeEngines.Reading;

/// <summary>Line by line from the top, in a line from the left. A line holds what lies within half a letter of its highest text.</summary>
internal static class ReadingOrder
{
    private static readonly Comparer<ReadText> s_fromTheLeft =
        Comparer<ReadText>.Create(static (one, other) => Compare(one.BoxInSource.Left, other.BoxInSource.Left, one, other));

    public static void Sort(List<ReadText> texts)
    {
        texts.Sort(static (one, other) => Compare(one.BoxInSource.Centre.Y, other.BoxInSource.Centre.Y, one, other));
        for (var start = 0; start < texts.Count;)
        {
            var end = start + 1;
            while (end < texts.Count && IsSameLine(texts[start].BoxInSource, texts[end].BoxInSource))
                end++;
            texts.Sort(start, end - start, s_fromTheLeft);
            start = end;
        }
    }

    private static bool IsSameLine(in Box highest, in Box other) =>
        other.Centre.Y - highest.Centre.Y < Math.Min(highest.Height, other.Height) / 2;

    /// <summary>What is level with one another stays in one order whatever the sort does.</summary>
    private static int Compare(float one, float other, in ReadText text, in ReadText otherText)
    {
        var order = one.CompareTo(other);
        return order != 0 ? order : string.CompareOrdinal(text.Text, otherText.Text);
    }
}
