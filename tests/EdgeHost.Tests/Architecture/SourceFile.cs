namespace EdgeHost.Tests.Architecture;

/// <param name="Path">From the root of the checkout, with '/'.</param>
internal sealed record SourceFile(string Path, string FullName)
{
    public string Folder => Path[..Path.LastIndexOf('/')];

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string[] Lines() => File.ReadAllLines(FullName);

    /// <summary>Every line that <paramref name="offends"/>, as <c>path:line: text</c>.</summary>
    public IEnumerable<string> LinesWhere(Func<string, bool> offends) =>
        Lines().Select((text, index) => (text, index)).Where(line => offends(line.text)).Select(line => $"{Path}:{line.index + 1}: {line.text.Trim()}");
}
