using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>One pass's inputs and outputs, bound to the session once for each number of items. Native only; the memory behind it
/// belongs to the pass.</summary>
internal sealed class BoundRun : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RunOptions _options = new();
    private readonly InputPlan _input;

    /// <summary>At n − 1 the binding for n items; one only where the file fixes the batch.</summary>
    private readonly OrtIoBinding[] _bindings;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _seconds;
    private readonly List<OrtValue> _views = [];
    private bool _disposed;

    public BoundRun(InferenceSession session, InputPlan input, int batch, IReadOnlyList<OutputPlan> outputs, PassMemory memory)
    {
        _input = input;
        var fewest = input.IsBatchOpen ? 1 : batch;
        _bindings = new OrtIoBinding[batch - fewest + 1];
        _inputs = new OrtValue[_bindings.Length];
        _seconds = new OrtValue[_bindings.Length];
        for (var items = fewest; items <= batch; items++)
        {
            var binding = session.CreateIoBinding();
            _bindings[items - fewest] = binding;
            binding.BindInput(input.Name, _inputs[items - fewest] = Keep(memory.Input.View(input.ShapeOf(items))));
            if (input.Second is { } second)
                binding.BindInput(second.Name, _seconds[items - fewest] = Keep(memory.Second!.View(second.ShapeOf(items))));
            for (var i = 0; i < outputs.Count; i++)
                binding.BindOutput(outputs[i].Name, Keep(memory.Outputs[i].View(outputs[i].ShapeOf(items))));
        }
    }

    public void Run(InferenceSession session, int items, bool copiesInputs)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var at = _bindings.Length == 1 ? 0 : items - 1;
            if (copiesInputs)
            {
                _bindings[at].BindInput(_input.Name, _inputs[at]); // this is what moves the pixels to the device
                if (_input.Second is { } second)
                    _bindings[at].BindInput(second.Name, _seconds[at]);
            }
            session.RunWithBinding(_options, _bindings[at]);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var binding in _bindings)
                binding.Dispose();
            foreach (var view in _views)
                view.Dispose();
            _options.Dispose();
        }
    }

    private OrtValue Keep(OrtValue view)
    {
        _views.Add(view);
        return view;
    }
}
