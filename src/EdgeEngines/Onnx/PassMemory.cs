using System.Runtime.InteropServices;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>The memory behind one pass: inputs, outputs as the session writes them, and outputs as floats where those differ.</summary>
internal sealed class PassMemory : IDisposable
{
    private readonly IReadOnlyList<OutputPlan> _plans;

    /// <summary>Same as the raw output where that is float32 already.</summary>
    private readonly NativeTensor[] _floats;

    public PassMemory(ModelDescription model, EngineSession session)
    {
        _plans = session.Outputs;
        Input = new NativeTensor(session.Input.Type, Product(session.Input.ItemShape), session.Batch);
        if (session.Input.Second is { } second)
        {
            Second = new NativeTensor(second.Type, second.ItemLength, session.Batch);
            if (model.Task != "embed-text")
                WritePictureSizes(Second, model.Input, session.Batch);
        }
        Outputs = [.. _plans.Select(p => new NativeTensor(p.Type, p.ItemLength, session.Batch))];
        _floats = [.. _plans.Select((p, i) => p.Type == OnnxType.Float32 ? Outputs[i] : new NativeTensor(OnnxType.Float32, p.ItemLength, session.Batch))];
        Tensors = [.. _plans.Select((p, i) => new OutputTensor(p.Name, Shape(p, session.Batch), _floats[i].Address))];
    }

    public NativeTensor Input { get; }
    public NativeTensor? Second { get; }
    public NativeTensor[] Outputs { get; }

    /// <summary>What the head reads.</summary>
    public IReadOnlyList<OutputTensor> Tensors { get; }

    public void ConvertOutputs(int item)
    {
        for (var i = 0; i < _floats.Length; i++)
        {
            if (_floats[i] != Outputs[i])
                FloatConversion.Convert(_plans[i].Type, Outputs[i].Row(item), MemoryMarshal.Cast<byte, float>(_floats[i].Row(item)));
        }
    }

    public void Dispose()
    {
        Input.Dispose();
        Second?.Dispose();
        for (var i = 0; i < _floats.Length; i++)
        {
            if (_floats[i] != Outputs[i])
                _floats[i].Dispose();
            Outputs[i].Dispose();
        }
    }

    /// <summary>Given the engine's own size, RT-DETR answers in the engine's own pixels.</summary>
    private static void WritePictureSizes(NativeTensor sizes, InputDescription input, int batch)
    {
        for (var item = 0; item < batch; item++)
        {
            var row = MemoryMarshal.Cast<byte, long>(sizes.Row(item));
            row[0] = input.Width;
            row[1] = input.Height;
        }
    }

    private static List<int> Shape(OutputPlan plan, int batch)
    {
        List<int> shape = [batch];
        foreach (var size in plan.ItemShape)
            shape.Add((int)size);
        return shape;
    }

    private static long Product(long[] shape) => shape.Aggregate(1L, (product, size) => checked(product * size));
}
