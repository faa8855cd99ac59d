namespace EdgeHost.Searching;

/// <summary>What <c>edgehost search</c> was asked.</summary>
internal sealed record SearchRequest
{
    /// <summary>What to look for; null where a picture says it.</summary>
    public string? Text { get; init; }

    /// <summary>A picture file of what to look for; null where a text says it.</summary>
    public string? Image { get; init; }

    /// <summary>Indexed first; null searches what is in the gallery.</summary>
    public string? Source { get; init; }

    /// <summary>Null keeps the crops for this search only.</summary>
    public string? Gallery { get; init; }

    public int Top { get; init; } = 10;

    /// <summary>Most frames of the source.</summary>
    public long Frames { get; init; } = long.MaxValue;

    /// <summary>Where the pictures of the matches are written; null writes none.</summary>
    public string? Pictures { get; init; }

    public string Detector { get; init; } = "street-detector";
    public string ImageEncoder { get; init; } = "street-dual-encoder-image";
    public string TextEncoder { get; init; } = "street-dual-encoder-text";

    /// <summary>What contradicts itself, one line each.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(Text) == Image is null)
            problems.Add("say what to look for: either a text or --image FILE, not both");
        if (Source is null && Gallery is null)
            problems.Add("say where to look: --source URI, --gallery FILE, or both to index the source into the gallery");
        if (Top is < 1 or > 1000)
            problems.Add($"--top {Top} is not allowed; expected 1 to 1000");
        if (Frames < 1)
            problems.Add($"--frames {Frames} is not allowed; expected 1 or more");
        return problems;
    }
}
