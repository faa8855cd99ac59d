namespace EdgeEngines.Models.Adding;

/// <summary>Names for a given number of classes, from the most to the least certain place.</summary>
internal static class ClassNames
{
    private static readonly string[] s_patterns = ["*.names", "*label*.txt", "*class*.txt", "*names*.txt"];

    /// <param name="from">Null when the file itself says so, else where the names were taken from.</param>
    public static IReadOnlyList<string>? Find(FileFacts facts, int classes, out string? from)
    {
        from = null;
        if (facts.Graph.Metadata.TryGetValue("names", out var written) && NamesText.Parse(written) is { } own && own.Count == classes)
            return own;
        if (Beside(facts.Path, s_patterns, lines => lines == classes) is var (file, names))
        {
            from = $"from {file} beside the file";
            return names;
        }
        if (classes == CocoLabels.Names.Count)
        {
            from = "80 classes, taken for COCO's";
            return CocoLabels.Names;
        }
        if (classes == 1 && CocoLabels.Names.Append("face").FirstOrDefault(n => facts.Name.Contains(n, StringComparison.Ordinal)) is { } only)
        {
            from = $"'{only}', after the file's name";
            return [only];
        }
        return null;
    }

    /// <summary>The first names file beside the model with a fitting number of lines.</summary>
    public static (string File, IReadOnlyList<string> Names)? Beside(string onnxFile, IReadOnlyList<string> patterns, Func<int, bool> fits)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(onnxFile))!;
        foreach (var file in patterns.SelectMany(p => Directory.EnumerateFiles(folder, p).Order(StringComparer.Ordinal)))
        {
            try
            {
                var names = LabelLines.Read(file);
                if (fits(names.Count))
                    return (Path.GetFileName(file), names);
            }
            catch (ModelException)
            {
                // an empty or unreadable neighbour is no names file
            }
        }
        return null;
    }
}
