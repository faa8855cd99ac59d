using System.Runtime.InteropServices;

using EdgeEngines.Detecting.Heads;

namespace EdgeEngines.Tests.Detecting.Heads;

/// <summary>Native memory of one output, as an engine would give it to a head.</summary>
internal sealed unsafe class TensorMemory : IDisposable
{
    private readonly float* _data;
    private readonly int _length;

    public TensorMemory(string name, params int[] shape)
    {
        _length = shape.Aggregate(1, (product, size) => product * size);
        _data = (float*)NativeMemory.AllocZeroed((nuint)_length, sizeof(float));
        Output = new OutputTensor(name, shape, (nint)_data);
    }

    public OutputTensor Output { get; }

    public Span<float> Values => new(_data, _length);

    /// <summary>Value at the full index, as NumPy would write it.</summary>
    public ref float this[params ReadOnlySpan<int> index]
    {
        get
        {
            var at = 0;
            for (var i = 0; i < index.Length; i++)
                at = (at * Output.Shape[i]) + index[i];
            return ref Values[at];
        }
    }

    public void Dispose() => NativeMemory.Free(_data);
}
