using Xunit;

namespace Edge.EndToEnd;

/// <summary>The folder of real videos, models and pictures, and the repository. Tests that need what is absent are skipped, with the reason.</summary>
internal static class TestData
{
    public static string Repository { get; } = FindRepository();

    private static string Root { get; } = Environment.GetEnvironmentVariable("EDGE_TESTDATA") is { Length: > 0 } named
        ? named
        : Path.GetFullPath(Path.Combine(Repository, "..", "shared", "data"));

    /// <summary>Path of a file there; skips the test where it is missing.</summary>
    public static string Need(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(Path.Exists(path), $"{path} is absent; EDGE_TESTDATA names the folder of test data");
        return path;
    }

    /// <summary>How often a long proof is repeated: 1, or what the environment variable says.</summary>
    public static int Times(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var times) && times > 0 ? times : 1;

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Edge.sln");
    }
}
