using Xunit;

namespace Edge.EndToEnd.Processes;

/// <summary>A program that the tests borrow from the machine; without it the test is skipped, with the reason.</summary>
internal static class Tool
{
    /// <param name="name">Its file name.</param>
    /// <param name="package">The apt package that brings it.</param>
    public static string Need(string name, string package)
    {
        // brokers live in sbin, which is not on every user's PATH
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/sbin");
        var path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{name} is not installed: apt-get install {package}");
        return path!;
    }
}
