namespace EdgeEngines.Models;

/// <summary>Which published decoding turns the outputs into boxes, and its constants. Unused ones stay at their defaults.</summary>
public sealed record HeadDescription
{
    /// <summary><c>yolox, yolov8, fastestdet, nanodet, ssd</c> or <c>boxes-scores</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Detections at or below this score are dropped.</summary>
    public float ScoreThreshold { get; init; } = 0.35f;

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

    /// <summary>Class scores are logits and want a sigmoid.</summary>
    public bool Logits { get; init; }

    /// <summary>The first class column stands for background (SSD, UltraFace).</summary>
    public bool BackgroundClass { get; init; }

    /// <summary>Output names by role: <c>boxes, scores, classes</c>, or <c>scores_8, boxes_8</c> … where there is one a stride.
    /// Empty: taken by order.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the model's box numbers are: <c>model</c> pixels, <c>normalised</c> 0..1, or <c>source</c> pixels.</summary>
    public string BoxSpace { get; init; } = "model";

    /// <summary><c>xyxy, cxcywh</c> or <c>xywh</c>.</summary>
    public string BoxEncoding { get; init; } = "xyxy";

    /// <summary>SSD priors: <c>min_sizes</c> by stride, in input pixels.</summary>
    public IReadOnlyList<IReadOnlyList<float>> PriorSizes { get; init; } = [];

    /// <summary>SSD box variances: centre, size.</summary>
    public IReadOnlyList<float> Variances { get; init; } = [0.1f, 0.2f];
}
