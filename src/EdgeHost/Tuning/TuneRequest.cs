namespace EdgeHost.Tuning;

/// <summary>What <c>edgehost tune</c> was asked.</summary>
internal sealed record TuneRequest
{
    /// <summary>A camera, video or picture folder with things in it: the more, the surer the part of a cost that each thing has.</summary>
    public string Source { get; init; } = "sim:street?seed=7&scenario=crossing";

    /// <summary>Frames that are watched before anything is measured.</summary>
    public int Frames { get; init; } = 30;

    public string Detector { get; init; } = "street-detector";
    public string ImageEncoder { get; init; } = "street-dual-encoder-image";
    public string TextEncoder { get; init; } = "street-dual-encoder-text";
}
