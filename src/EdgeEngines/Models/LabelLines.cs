namespace EdgeEngines.Models;

/// <summary>A names file: one class a line, in the order of the model's outputs.</summary>
internal static class LabelLines
{
    private const long LargestBytes = 4 << 20;

    public static IReadOnlyList<string> Read(string path)
    {
        var lines = ModelFolder.ReadText(path, LargestBytes).Split('\n').Select(line => line.Trim('\r', '\uFEFF')).ToList();
        while (lines is [.., ""]) // a line of one space is a label: that of a text reader
            lines.RemoveAt(lines.Count - 1);
        return lines.Count > 0 ? lines : throw new ModelException($"{path} holds no names, expected one a line");
    }
}
