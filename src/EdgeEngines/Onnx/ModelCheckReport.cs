using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

public sealed record ModelCheckReport
{
    public required ModelDescription Model { get; init; }

    /// <summary>As the file declares them: name, type, shape.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>As the file is: fp32, fp16 or int8.</summary>
    public required string Precision { get; init; }
    public required long Opset { get; init; }
    public required int Operations { get; init; }

    /// <summary>Null where the model was not run.</summary>
    public EngineReport? Engine { get; init; }
    public int BatchSize { get; init; }

    /// <summary>Full batches a second with one pass; 0 where it was not run.</summary>
    public double RunsPerSecond { get; init; }

    /// <summary>Of a model that writes text: vocabulary, layers, context, and how fast one row goes on.</summary>
    public string? Language { get; init; }

    /// <summary>For int8 files.</summary>
    public QuantizedShare? Quantized { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
}
