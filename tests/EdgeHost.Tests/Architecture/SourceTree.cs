using System.Text.RegularExpressions;
using Xunit;

namespace EdgeHost.Tests.Architecture;

/// <summary>The checkout this test was built from, as text. Where it is not there (a copied test binary), the rules are skipped.</summary>
internal static partial class SourceTree
{
    private static readonly string[] s_generatedFolders = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "__pycache__", "node_modules"];

    /// <summary>The folder with Edge.sln; skips the calling test where there is none.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent;
        Assert.SkipWhen(folder is null, $"no Edge.sln above {AppContext.BaseDirectory}: the source is not here to be read");
        return folder!.FullName;
    }

    /// <summary>Files below <paramref name="folder"/> with one of <paramref name="extensions"/>, build outputs and hidden folders left out.</summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] extensions)
    {
        var root = Root();
        return Walk(new DirectoryInfo(Path.Combine(root, folder)))
            .Where(file => extensions.Contains(file.Extension))
            .Select(file => new SourceFile(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.FullName))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
    }

    public static IEnumerable<DirectoryInfo> Folders(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(IsOurs).SelectMany(child => Folders(child).Prepend(child));

    /// <summary>A line without its comment and without what stands in its strings: names in prose are no use of a type.</summary>
    public static string CodeOf(string line)
    {
        var code = StringLiteral().Replace(line, "\"\"");
        var comment = code.IndexOf("//", StringComparison.Ordinal);
        return comment < 0 ? code : code[..comment];
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.Exists
            ? folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(IsOurs).SelectMany(Walk))
            : [];

    private static bool IsOurs(DirectoryInfo folder) =>
        !s_generatedFolders.Contains(folder.Name) && folder.Name != ".git" && folder.LinkTarget is null;

    [GeneratedRegex(@"""(?:\\.|[^""\\])*""")]
    private static partial Regex StringLiteral();
}
