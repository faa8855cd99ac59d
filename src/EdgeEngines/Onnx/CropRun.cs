using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Onnx;

/// <summary>
/// An engine that looks at parts of a picture and gives so many numbers for each: one session, one set of buffers, one caller at a time. Owns the
/// session once it is made.
/// </summary>
internal sealed class CropRun : IDisposable
{
    private readonly Lock _gate = new();
    private readonly EngineSession _session;
    private readonly ModelDescription _model;
    private readonly PassMemory _memory;
    private readonly BoundRun _run;
    private readonly FrameToTensor _toTensor;
    private readonly int _output;
    private readonly int _length;
    private bool _disposed;

    /// <param name="output">Which of the session's outputs has the numbers.</param>
    public CropRun(ModelDescription model, EngineSession session, int output)
    {
        (_model, _session, _output, _length) = (model, session, output, (int)session.Outputs[output].ItemLength);
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

    /// <summary>One row a box, worked off in batches.</summary>
    public void Run(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> rows, CancellationToken cancellationToken = default)
    {
        if (rows.Length < (long)boxesInSource.Length * _length)
            throw new ArgumentException($"{boxesInSource.Length} vectors of {_length} numbers do not fit into {rows.Length}", nameof(rows));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            while (!boxesInSource.IsEmpty)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(boxesInSource.Length, _session.Batch);
                RunBatch(frame, boxesInSource[..count], rows);
                boxesInSource = boxesInSource[count..];
                rows = rows[(count * _length)..];
            }
        }
    }

    private void RunBatch(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> rows)
    {
        for (var item = 0; item < boxesInSource.Length; item++)
            _toTensor.Fill(frame, PixelRegion.Around(boxesInSource[item], _model.Input.Context, frame), _memory.Input.Row(item));
        _session.Run(_run, boxesInSource.Length);
        for (var item = 0; item < boxesInSource.Length; item++)
        {
            _memory.ConvertOutputs(item);
            _memory.Tensors[_output].Item(item).CopyTo(rows.Slice(item * _length, _length));
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
