using System.Text;
using EdgeEngines.Onnx;

namespace EdgeEngines.Models;

/// <summary>What to say about a folder without <c>model.json</c>: the fields it must have, and what its ONNX files are.</summary>
internal static class MissingDescription
{
    private const int MostFiles = 5;

    private static readonly string[] s_required =
        ["name", "task", "file", "sha256", "input.name", "input.width", "input.height", "head.kind (when task is detect)", "tokenizer (when task is embed-text)"];

    public static string Message(string folder, string asked)
    {
        var text = new StringBuilder();
        text.AppendLine($"{folder} has no {ModelFolder.DescriptionFile}, so it is not known how to run what is in it.");
        text.AppendLine($"Missing fields: {string.Join(", ", s_required)}.");
        var files = asked.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? [asked] : OnnxFiles(folder);
        foreach (var file in files)
        {
            text.AppendLine($"{Path.GetFileName(file)}:");
            text.AppendLine(Describe(file));
        }
        text.Append(files.Length == 0 ? "There is no .onnx file in it either." : $"'models add {files[0]}' writes it and asks only for what the file does not tell.");
        return text.ToString();
    }

    private static string[] OnnxFiles(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.onnx").Order(StringComparer.Ordinal).Take(MostFiles)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Describe(string file)
    {
        try
        {
            return GraphFile.Read(ModelFile.Read(file)).Describe();
        }
        catch (ModelException e)
        {
            return $"  {e.Message}";
        }
    }
}
