using Xunit;

namespace EdgeEngines.Tests;

/// <summary>The shared folder of real videos, models, pictures and published texts. Tests that need it are skipped, with the reason, where it is absent.</summary>
internal static class TestData
{
    public static readonly string Root = Environment.GetEnvironmentVariable("EDGE_TESTDATA") is { Length: > 0 } named ? named : BesideRepository();

    /// <summary>Path of a file there; skips the test where it is missing.</summary>
    public static string Need(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(Path.Exists(path), $"{path} is absent; EDGE_TESTDATA names the folder of test data");
        return path;
    }

    private static string BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
        }
        return "(no repository)";
    }
}
