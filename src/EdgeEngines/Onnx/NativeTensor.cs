using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeEngines.Onnx;

/// <summary>Memory for one input or output that stays where it is for a pass's life, with room for a whole batch. Owned by the pass.</summary>
internal sealed unsafe class NativeTensor : IDisposable
{
    /// <summary>A cache line, and the widest vector register.</summary>
    private const int Alignment = 64;

    private readonly OnnxType _type;
    private void* _data;

    public NativeTensor(OnnxType type, long itemLength, int items)
    {
        _type = type;
        RowBytes = checked((int)(itemLength * OnnxTypes.Size(type)));
        Bytes = (long)RowBytes * items;
        // One line of slack: vector stores may run over the end of a row.
        _data = NativeMemory.AlignedAlloc((nuint)Bytes + Alignment, Alignment);
        NativeMemory.Clear(_data, (nuint)Bytes + Alignment);
    }

    public int RowBytes { get; }
    public long Bytes { get; }
    public nint Address => (nint)_data;

    public Span<byte> Row(int item) => new((byte*)_data + ((long)item * RowBytes), RowBytes);

    /// <summary>A view of the first rows for ONNX Runtime; it owns nothing.</summary>
    public OrtValue View(long[] shape)
    {
        long bytes = OnnxTypes.Size(_type);
        foreach (var size in shape)
            bytes *= size;
        if (bytes > Bytes)
            throw new InvalidOperationException($"a view of {bytes} bytes over a tensor of {Bytes}");
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, (TensorElementType)(int)_type, shape, Address, bytes);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
