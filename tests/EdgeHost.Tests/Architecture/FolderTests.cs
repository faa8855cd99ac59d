using System.Text.RegularExpressions;
using Xunit;

namespace EdgeHost.Tests.Architecture;

public sealed partial class FolderTests
{
    private static readonly string[] s_drawers =
        ["util", "utils", "utilities", "helper", "helpers", "common", "misc", "shared", "manager", "managers", "services", "extensions", "core"];

    [Fact]
    public void Folders_AreNamedForTheirWork()
    {
        var root = SourceTree.Root();
        Rule.Holds(
            "A folder is a stage or a feature. Put the code beside its only user and name it for its job.",
            new[] { "src", "tests" }
                .SelectMany(top => SourceTree.Folders(new DirectoryInfo(Path.Combine(root, top))))
                .Where(folder => s_drawers.Contains(folder.Name.ToLowerInvariant()))
                .Select(folder => Path.GetRelativePath(root, folder.FullName)));
    }

    [Fact]
    public void Types_AreNamedForTheThing()
    {
        var pattern = PatternName();
        Rule.Holds(
            "A type is named for the thing it is, not for a pattern (Manager, Service, Helper, Util).",
            SourceTree.Files("src", ".cs").SelectMany(file => file.LinesWhere(line => pattern.IsMatch(SourceTree.CodeOf(line)))));
    }

    [Fact]
    public void Namespaces_EqualFolders()
    {
        var offenders =
            from file in SourceTree.Files("src", ".cs").Concat(SourceTree.Files("tests", ".cs"))
            let declared = file.Lines().Select(line => DeclaredNamespace().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value
            let expected = file.Folder[(file.Folder.IndexOf('/') + 1)..].Replace('/', '.')
            where declared is not null && declared != expected
            select $"{file.Path}: namespace {declared}, expected {expected}";
        Rule.Holds("A namespace is its folder's path below src or tests.", offenders);
    }

    [Fact]
    public void Files_AreNamedAfterATypeTheyHold()
    {
        var offenders =
            from file in SourceTree.Files("src", ".cs")
            where file.Name != "Program.cs"
            let type = file.Name[..file.Name.IndexOf('.')]
            where !file.Lines().Any(line => Regex.IsMatch(line, $@"\b(class|struct|record|interface|enum|delegate)\b.*\b{type}\b"))
            select $"{file.Path}: no type {type}";
        Rule.Holds("A file is named after its type, or Type.Verb.cs for a part of it.", offenders);
    }

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum)\s+\w*(?:Manager|Service|Helpers?|Utils?|Utility)\b")]
    private static partial Regex PatternName();

    [GeneratedRegex(@"^namespace\s+([\w.]+)")]
    private static partial Regex DeclaredNamespace();
}
