using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Onnx;

/// <summary>An image encoder on ONNX Runtime: one session, one set of buffers, one caller at a time.</summary>
internal sealed class OnnxImageEncoder : IImageEncoder
{
    private readonly Lock _gate = new();
    private readonly EngineSession _session;
    private readonly PassMemory _memory;
    private readonly BoundRun _run;
    private readonly FrameToTensor _toTensor;
    private readonly int _output;
    private bool _disposed;

    public OnnxImageEncoder(ModelDescription model, EngineSession session)
    {
        (Model, _session) = (model, session);
        (_output, Dimensions) = EmbeddingOutput.Find(model, session.Outputs);
        _toTensor = new FrameToTensor(model.Input);
        _memory = new PassMemory(model, session);
        try
        {
            _run = session.Bind(_memory);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public ModelDescription Model { get; }
    public EngineReport Report => _session.Report;
    public int BatchSize => _session.Batch;
    public int Dimensions { get; }

    public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
    {
        if (vectors.Length < (long)boxesInSource.Length * Dimensions)
            throw new ArgumentException($"{boxesInSource.Length} vectors of {Dimensions} numbers do not fit into {vectors.Length}", nameof(vectors));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            while (!boxesInSource.IsEmpty)
            {
                var count = Math.Min(boxesInSource.Length, BatchSize);
                EncodeBatch(frame, boxesInSource[..count], vectors);
                boxesInSource = boxesInSource[count..];
                vectors = vectors[(count * Dimensions)..];
            }
        }
    }

    private void EncodeBatch(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
    {
        for (var item = 0; item < boxesInSource.Length; item++)
            _toTensor.Fill(frame, PixelRegion.Around(boxesInSource[item], Model.Input.Context, frame), _memory.Input.Row(item));
        _session.Run(_run, boxesInSource.Length);
        for (var item = 0; item < boxesInSource.Length; item++)
        {
            _memory.ConvertOutputs(item);
            var vector = vectors.Slice(item * Dimensions, Dimensions);
            _memory.Tensors[_output].Item(item).CopyTo(vector);
            Cosine.Normalise(vector);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _session.Unbind(_run);
            _session.Dispose();
            _memory.Dispose();
        }
    }
}
