using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>An engine's memory and binding for one item at a time. One thread at a time; whoever made it disposes of it.</summary>
internal sealed class SingleRun : IDisposable
{
    private readonly EngineSession _session;
    private readonly PassMemory _memory;
    private readonly BoundRun _run;

    public SingleRun(ModelDescription model, EngineSession session)
    {
        _session = session;
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

    /// <summary>Where the picture goes.</summary>
    public Span<byte> Input => _memory.Input.Row(0);

    /// <summary>What a run leaves, as floats.</summary>
    public IReadOnlyList<OutputTensor> Outputs => _memory.Tensors;

    public void Run()
    {
        _session.Run(_run, _session.Input.IsBatchOpen ? 1 : _session.Batch);
        _memory.ConvertOutputs(0);
    }

    public void Dispose()
    {
        _session.Unbind(_run);
        _memory.Dispose();
    }
}
