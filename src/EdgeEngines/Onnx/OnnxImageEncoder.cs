using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>An image encoder on ONNX Runtime.</summary>
internal sealed class OnnxImageEncoder : IImageEncoder
{
    private readonly EngineSession _session;
    private readonly CropRun _run;

    public OnnxImageEncoder(ModelDescription model, EngineSession session)
    {
        (Model, _session) = (model, session);
        (var output, Dimensions) = EmbeddingOutput.Find(model, session.Outputs);
        _run = new CropRun(model, session, output);
    }

    public ModelDescription Model { get; }
    public EngineReport Report => _session.Report;
    public int BatchSize => _session.Batch;
    public int Dimensions { get; }

    public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
    {
        _run.Run(frame, boxesInSource, vectors);
        for (var i = 0; i < boxesInSource.Length; i++)
            Cosine.Normalise(vectors.Slice(i * Dimensions, Dimensions));
    }

    public void Dispose() => _run.Dispose();
}
