namespace EdgeWorld.Planning;

/// <summary>The text files that this project carries.</summary>
internal static class EmbeddedText
{
    public static string All(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Without comments and empty lines.</summary>
    public static IEnumerable<string> Lines(string name) => All(name).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');
}
