using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeEngines.Tensors;

/// <summary>Scratch memory that stays where it is, 64-byte aligned, with room for a vector to run over its end.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    /// <summary>Bytes behind the last element that may be read and written: two of the widest vectors.</summary>
    private const int Slack = 128;
    private const int Alignment = 64;

    // Held so that the collector keeps the memory; pinned, so that the pointer stays true.
    private readonly byte[] _memory;

    public AlignedBuffer(int length)
    {
        Length = length;
        _memory = GC.AllocateArray<byte>(checked((length * sizeof(T)) + Slack + Alignment), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Pointer = (T*)((start + (Alignment - 1)) & ~(nuint)(Alignment - 1));
    }

    public int Length { get; }

    public T* Pointer { get; }

    /// <summary>This one where it is long enough, else a new and empty one.</summary>
    public AlignedBuffer<T> Holding(int length) => length <= Length ? this : new AlignedBuffer<T>(length);
}
