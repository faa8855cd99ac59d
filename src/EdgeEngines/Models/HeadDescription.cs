namespace EdgeEngines.Models;

/// <summary>Which published decoding turns the outputs into boxes, and its constants. Unused ones stay at their defaults.</summary>
public sealed record HeadDescription
{
    /// <summary><c>yolox, yolov8, fastestdet, nanodet, ssd</c> or <c>boxes-scores</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Detections at or below this score are dropped.</summary>
    public float ScoreThreshold { get; init; } = 0.35f;

    /// <summary>Detections down to this score are reported too, for a tracker that continues tracks with unsure ones. Set by the
    /// frame line, not part of the file; null reports none below <see cref="ScoreThreshold"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public float? TrackThreshold { get; init; }

    internal float LeastScore => Math.Min(TrackThreshold ?? ScoreThreshold, ScoreThreshold);

    /// <summary>Of two boxes of one class that overlap more than this (intersection over union), the lower score goes.</summary>
    public float NmsIou { get; init; } = 0.45f;

    /// <summary>Suppress across classes too.</summary>
    public bool ClassAgnostic { get; init; }

    /// <summary>Most boxes a frame.</summary>
    public int MaxDetections { get; init; } = 100;

    /// <summary>Cell sizes in input pixels, in the order of the outputs.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [];

    /// <summary>Bins − 1 of a distribution focal loss box side (nanodet: 7).</summary>
    public int RegMax { get; init; } = 7;

    /// <summary>yolox: the rows hold centre and size themselves (YOLOv5, YOLOv7, YOLOX exported with decoding) instead of offsets
    /// to the cells.</summary>
    public bool Decoded { get; init; }

    /// <summary>Scores are logits and want a sigmoid (ssd: a softmax over the classes).</summary>
    public bool Logits { get; init; }

    /// <summary>The first class column stands for background (SSD, UltraFace).</summary>
    public bool BackgroundClass { get; init; }

    /// <summary>Output names by role: <c>output</c> for heads that read one, else <c>boxes, scores, classes</c>, or
    /// <c>scores_8, boxes_8</c> … where there is a pair a stride. Empty: told by their shapes.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the model's box numbers are: <c>model</c> pixels, <c>normalised</c> 0..1, or <c>source</c> pixels.</summary>
    public string BoxSpace { get; init; } = "model";

    /// <summary><c>xyxy, cxcywh</c> or <c>xywh</c>.</summary>
    public string BoxEncoding { get; init; } = "xyxy";

    /// <summary>SSD priors: sizes by stride, in input pixels, in the order of the model's priors in a cell.</summary>
    public IReadOnlyList<IReadOnlyList<float>> PriorSizes { get; init; } = [];

    /// <summary>SSD priors: width over height of each of <see cref="PriorSizes"/>; empty: all square.</summary>
    public IReadOnlyList<IReadOnlyList<float>> PriorAspects { get; init; } = [];

    /// <summary>SSD priors: each of centre x, centre y, width and height is cut to 0..1 of the input, as UltraFace does.</summary>
    public bool ClipPriors { get; init; } = true;

    /// <summary>SSD box variances: centre, size.</summary>
    public IReadOnlyList<float> Variances { get; init; } = [0.1f, 0.2f];
}
