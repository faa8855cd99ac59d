namespace EdgeHost.Asking;

/// <summary>What <c>edgehost ask</c> was asked.</summary>
internal sealed record AskRequest
{
    public required string Question { get; init; }

    /// <summary>A camera, video or picture folder; null where a scene is given.</summary>
    public string? Source { get; init; }

    /// <summary>A file of scene graphs as <c>sim export</c> writes them; null where a source is given.</summary>
    public string? Scene { get; init; }

    /// <summary>Which line of the scene file, from 0.</summary>
    public int SceneFrame { get; init; }

    /// <summary>Frames that are watched before the question is answered: a second gives tracks their motion.</summary>
    public int Frames { get; init; } = 30;

    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(5);

    public string Detector { get; init; } = "street-detector";
    public string ImageEncoder { get; init; } = "street-dual-encoder-image";
    public string TextEncoder { get; init; } = "street-dual-encoder-text";

    /// <summary>What contradicts itself, one line each.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Source is null == Scene is null)
            problems.Add("say where to look: either --source URI or --scene FILE");
        if (Frames is < 1 or > 100_000)
            problems.Add($"--frames {Frames} is not allowed; expected 1 to 100000");
        if (SceneFrame < 0)
            problems.Add($"--frame {SceneFrame} is not allowed; expected 0 or more");
        return problems;
    }
}
