namespace EdgeEngines.Models;

/// <summary>Constants of reading text: of the detector (<c>ocr-detect</c>, differentiable binarization, arXiv:1911.08947), the reader
/// (<c>ocr-read</c>) and the direction classifier (<c>classify</c>). Defaults are PP-OCR's. Each task uses its own.</summary>
public sealed record TextDescription
{
    /// <summary>ocr-detect: pixels above this probability belong to text.</summary>
    public float ProbabilityThreshold { get; init; } = 0.3f;

    /// <summary>ocr-detect: regions whose mean probability is below this are dropped.</summary>
    public float BoxThreshold { get; init; } = 0.6f;

    /// <summary>ocr-detect: the network is taught text shrunk to its core; a region grows back on every side by area × this ÷ perimeter.</summary>
    public float Unclip { get; init; } = 1.5f;

    /// <summary>ocr-detect: regions with a side shorter than this, in the detector's pixels, are dropped before they grow; by 2 more after.</summary>
    public float MinSize { get; init; } = 3;

    /// <summary>ocr-detect: most regions a frame; of more, the surest are read.</summary>
    public int MaxRegions { get; init; } = 100;

    /// <summary>ocr-read: widths of tensors that texts are read in, each in the narrowest it fits. Empty: the input's, and where the file
    /// leaves its width open also twice and four times that. A text too wide for the widest is pressed into it.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [];

    /// <summary>ocr-read: texts below this confidence (mean over their characters) are left out.</summary>
    public float MinConfidence { get; init; } = 0.5f;

    /// <summary>ocr-read: the scores want a softmax.</summary>
    public bool Logits { get; init; }

    /// <summary>classify: a text is turned by 180° above this probability.</summary>
    public float TurnConfidence { get; init; } = 0.9f;
}
