namespace EdgeHost.Memory;

/// <summary>How much a gallery keeps. Beyond either bound the oldest crops go.</summary>
internal sealed class GalleryOptions
{
    /// <summary>100,000: searched in a few ms, and 128 MB of memory at 256 numbers a vector.</summary>
    public int MostRows { get; set; } = 100_000;

    /// <summary>Of pictures, vectors and rows; the file is a little larger. 1 GiB: 100,000 crops of 10 kB.</summary>
    public long MostBytes { get; set; } = 1L << 30;

    /// <summary>Most matches of a search.</summary>
    public int MostMatches { get; set; } = 1000;

    /// <exception cref="ArgumentException">All that is wrong.</exception>
    public void Check()
    {
        List<string> problems = [];
        if (MostRows is < 1 or > 2_000_000)
            problems.Add($"MostRows: {MostRows} is not allowed; expected 1 to 2000000");
        if (MostBytes < 1 << 16)
            problems.Add($"MostBytes: {MostBytes} is not allowed; expected at least {1 << 16}");
        if (MostMatches is < 1 or > 100_000)
            problems.Add($"MostMatches: {MostMatches} is not allowed; expected 1 to 100000");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems));
    }
}
