namespace EdgeEngines.Models;

/// <summary>
/// <c>model.json</c>: everything needed to run a third-party ONNX file without code. The field reference is docs/models.md.
/// </summary>
public sealed record ModelDescription
{
    public required string Name { get; init; }

    /// <summary><c>detect, classify, embed-image, embed-text, segment, depth, ocr-detect, ocr-read, text-generate</c>.</summary>
    public required string Task { get; init; }

    /// <summary>File name inside the model's folder.</summary>
    public required string File { get; init; }

    /// <summary>Lower-case hex of the file's SHA-256; a file that differs is refused.</summary>
    public required string Sha256 { get; init; }

    public string Licence { get; init; } = "unknown";
    public string Source { get; init; } = "unknown";

    /// <summary><c>fp32, fp16</c> or <c>int8</c>, as the file is.</summary>
    public string Precision { get; init; } = "fp32";

    public required InputDescription Input { get; init; }
    public HeadDescription? Head { get; init; }

    /// <summary>Constants of reading text; null takes the defaults.</summary>
    public TextDescription? Text { get; init; }

    /// <summary>Of a text encoder or a model that writes text.</summary>
    public TokenizerDescription? Tokenizer { get; init; }

    /// <summary>Of an encoder; null stands for its defaults.</summary>
    public EmbeddingDescription? Embedding { get; init; }

    /// <summary>Of a model that writes text.</summary>
    public GenerationDescription? Generation { get; init; }

    /// <summary>Names of the classes in the order of the model's outputs; without the background class where there is one.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Instead of <see cref="Labels"/>: a file in the model's folder with one name a line.</summary>
    public string? LabelsFile { get; init; }

    /// <summary>Of a classifier: the scores want a softmax.</summary>
    public bool Logits { get; init; }

    /// <summary>Figures by name, as measured by whoever made the folder.</summary>
    public IReadOnlyDictionary<string, double> Measured { get; init; } = new Dictionary<string, double>();
}
