using System.Text.Json;

namespace EdgeWorld.Questions;

/// <summary>Files of questions: JSON, one a line, from strangers.</summary>
internal static class JsonLines
{
    private const int MostLines = 1_000_000;

    /// <param name="longest">Characters of a line.</param>
    /// <param name="command">That writes such a file.</param>
    /// <exception cref="WorldException">A line is none, or there is none; which one and why is said.</exception>
    public static IEnumerable<T> Read<T>(string path, int longest, string command, Func<string, T> parse)
    {
        var (number, found) = (0, false);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > longest || number > MostLines)
                throw new WorldException($"{path}, line {number}: expected at most {longest} characters a line and {MostLines} lines");
            if (line.Length == 0)
                continue;
            T question;
            try
            {
                question = parse(line);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or WorldException)
            {
                throw new WorldException($"{path}, line {number}: {e.Message}; expected a question as `{command}` writes it");
            }
            found = true;
            yield return question;
        }
        if (!found)
            throw new WorldException($"{path} holds no question; `{command}` writes some");
    }

    /// <exception cref="WorldException">It is null.</exception>
    public static string Text(JsonElement json, string key) => json.GetProperty(key).GetString() ?? throw new WorldException($"{key} is null");
}
