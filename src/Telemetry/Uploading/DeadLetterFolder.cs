namespace Telemetry.Uploading;

/// <summary>What lies in a folder of records that the hub will never take; for those who look at it, and delete it.</summary>
public static class DeadLetterFolder
{
    internal const string Suffix = ".ndjson";

    /// <summary>How many files there are, and their bytes together.</summary>
    public static (int Files, long Bytes) Look(string folder)
    {
        var files = Files(folder);
        return (files.Count, files.Sum(file => file.Length));
    }

    /// <summary>Deletes them all. What is no dead letter is left alone.</summary>
    /// <exception cref="IOException">The disk refused one.</exception>
    public static void Delete(string folder) => Files(folder).ForEach(file => file.Delete());

    private static List<FileInfo> Files(string folder) =>
        Directory.Exists(folder) ? [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Name.EndsWith(Suffix, StringComparison.Ordinal) || file.Name.EndsWith(Suffix + ".new", StringComparison.Ordinal))] : [];
}
