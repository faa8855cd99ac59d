using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeEngines.Onnx.Decoding;

/// <summary>Memory for one input or output of a decoder. Grows to twice its size, never shrinks; what it holds moves along. Owned by the decoder.</summary>
internal sealed unsafe class GrowingTensor(OnnxType type) : IDisposable
{
    private const int Alignment = 64;
    private const long Least = 4096;
    private void* _data;

    public OnnxType Type => type;

    public int ElementBytes => OnnxTypes.Size(type);

    public long Bytes { get; private set; }

    /// <summary>Changes when the memory moves: views of it are then void.</summary>
    public int Moves { get; private set; }

    public void Ensure(long elements)
    {
        var bytes = Math.Max(Least, elements * ElementBytes);
        if (bytes <= Bytes)
            return;
        var grown = Math.Max(bytes, 2 * Bytes);
        var data = (byte*)NativeMemory.AlignedAlloc((nuint)grown + Alignment, Alignment);
        NativeMemory.Copy(_data, data, (nuint)Bytes);
        // Masked places are multiplied with nothing, and nothing times a leftover that is no number would be none.
        NativeMemory.Clear(data + Bytes, (nuint)(grown - Bytes) + Alignment);
        NativeMemory.AlignedFree(_data);
        _data = data;
        Bytes = grown;
        Moves++;
    }

    public Span<byte> At(long offset, int count) => new((byte*)_data + offset, count);

    public Span<T> As<T>(int count)
        where T : unmanaged => new(_data, count);

    /// <summary>Also where the two overlap.</summary>
    public void Move(long from, long to, long bytes) => Buffer.MemoryCopy((byte*)_data + from, (byte*)_data + to, bytes, bytes);

    public void CopyTo(GrowingTensor other, long from, long to, long bytes) => Buffer.MemoryCopy((byte*)_data + from, (byte*)other._data + to, bytes, bytes);

    public void Clear(long offset, long bytes) => NativeMemory.Clear((byte*)_data + offset, (nuint)bytes);

    /// <summary>For ONNX Runtime; it owns nothing.</summary>
    public OrtValue View(params long[] shape)
    {
        long bytes = ElementBytes;
        foreach (var size in shape)
            bytes *= size;
        if (bytes > Bytes)
            throw new InvalidOperationException($"a view of {bytes} bytes over a tensor of {Bytes}");
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, (TensorElementType)(int)type, shape, (nint)_data, bytes);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
        Bytes = 0;
    }
}
