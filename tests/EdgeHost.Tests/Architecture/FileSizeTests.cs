using Xunit;

namespace EdgeHost.Tests.Architecture;

public sealed class FileSizeTests
{
    /// <summary>Think again past this; most files are near 50.</summary>
    private const int MostLinesOfSource = 300;

    private const int MostLinesOfTest = 400;

    /// <summary>Longer by decision: one linear story each, that splitting would only scatter.</summary>
    private static readonly Dictionary<string, (int MostLines, string Reason)> s_longByDecision = new()
    {
        ["src/EdgeEngines/Onnx/GraphFileReader.cs"] = (420, "one method for each message of onnx.proto, in the order of that file"),
    };

    [Fact]
    public void SourceFiles_StayShort() => Check("src", MostLinesOfSource);

    [Fact]
    public void TestFiles_StayShort() => Check("tests", MostLinesOfTest);

    [Fact]
    public void Exceptions_AreStillNeeded()
    {
        var lines = SourceTree.Files("src", ".cs").Concat(SourceTree.Files("tests", ".cs")).ToDictionary(file => file.Path, file => file.Lines().Length);
        Rule.Holds(
            "An exception for a file that is gone or short again is taken off the list.",
            s_longByDecision.Keys.Where(path => !lines.TryGetValue(path, out var count) || count <= Limit(path)));
    }

    private static int Limit(string path) => path.StartsWith("src/", StringComparison.Ordinal) ? MostLinesOfSource : MostLinesOfTest;

    private static void Check(string folder, int most)
    {
        var offenders =
            from file in SourceTree.Files(folder, ".cs")
            let allowed = s_longByDecision.TryGetValue(file.Path, out var exception) ? exception.MostLines : most
            let count = file.Lines().Length
            where count > allowed
            select $"{file.Path}:{allowed + 1}: {count} lines, at most {allowed}";
        Rule.Holds($"A file under {folder} has at most {most} lines. Split it by verb or by owner, or list it here with the reason why not.", offenders);
    }
}
