using System.Diagnostics;
using EdgeHost.Cameras.Children;
using Xunit;

namespace EdgeHost.Tests.Cameras;

/// <summary>What a machine may lack; a test that needs it is skipped with the reason.</summary>
internal static class Needs
{
    private static readonly string s_root = Environment.GetEnvironmentVariable("EDGE_TESTDATA") is { Length: > 0 } named ? named : BesideRepository();

    public static string Data(string relative)
    {
        var path = Path.Combine(s_root, relative);
        Assert.SkipUnless(Path.Exists(path), $"{path} is absent; EDGE_TESTDATA names the folder of test data");
        return path;
    }

    public static string Program(string name)
    {
        var path = ExecutablePath.Find(name);
        Assert.SkipWhen(path is null, $"{name} is not installed");
        return path!;
    }

    /// <summary>Runs a program to its end and gives its standard output.</summary>
    public static byte[] Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program(program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {said.Result}");
        return output.ToArray();
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
