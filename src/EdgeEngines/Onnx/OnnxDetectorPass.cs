using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Onnx;

/// <summary>One batch's memory and bindings. After its engine was closed it can still be read, not run.</summary>
internal sealed class OnnxDetectorPass : IDetectorPass
{
    private readonly Lock _gate = new();
    private readonly EngineSession _session;
    private readonly PassMemory _memory;
    private readonly BoundRun _run;
    private readonly DetectionHead _head;
    private readonly FrameToTensor _toTensor;
    private readonly Placement[] _placements;
    private bool _disposed;

    public OnnxDetectorPass(ModelDescription model, EngineSession session, Func<ModelDescription, IReadOnlyList<OutputTensor>, DetectionHead> makeHead)
    {
        _session = session;
        _memory = new PassMemory(model, session);
        _placements = new Placement[session.Batch];
        try
        {
            _head = makeHead(model, _memory.Tensors);
            _toTensor = new FrameToTensor(model.Input);
            _run = session.Bind(_memory);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public void Prepare(int item, Frame frame)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CheckItem(item);
            _placements[item] = _toTensor.Fill(frame, _memory.Input.Row(item));
        }
    }

    public void Run(int items)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CheckItem(items - 1);
            _session.Run(_run, items);
        }
    }

    public void Read(int item, DetectionBuffer found)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CheckItem(item);
            _memory.ConvertOutputs(item);
            _head.Decode(item, _placements[item], found);
        }
    }

    /// <summary>Waits for a run under way: its memory is being written.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _session.Unbind(_run);
            _memory.Dispose();
        }
    }

    private void CheckItem(int item)
    {
        if ((uint)item >= (uint)_placements.Length)
            throw new ArgumentOutOfRangeException(nameof(item), item, $"the pass holds {_placements.Length}");
    }
}
