using Xunit;

namespace EdgePlanner.Tests;

/// <summary>The checkout, for tests that compare with files in it; where it is not there (a copied test binary) they are skipped.</summary>
internal static class SourceFolder
{
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent;
        Assert.SkipWhen(folder is null, $"no Edge.sln above {AppContext.BaseDirectory}: the source is not here to be read");
        return folder!.FullName;
    }

    /// <summary>Set to 1, tests that compare with a file write it instead: for changes that are meant, to be read before they are committed.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("EDGE_ACCEPT") == "1";
}
