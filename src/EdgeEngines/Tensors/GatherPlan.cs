namespace EdgeEngines.Tensors;

/// <summary>
/// How a blended row of bytes becomes the row of samples of one channel: each output mixes two bytes of the row. For vector
/// kernels the outputs are taken in groups; the bytes of a group are picked out of one or more windows of the row by byte shuffles.
/// </summary>
internal sealed unsafe class GatherPlan
{
    /// <summary>Picks nothing: a byte shuffle gives 0 for it.</summary>
    public const byte Nothing = 0x80;

    private readonly int _outputs;
    private readonly int _windowBytes;
    private readonly int _pairBytes;

    /// <param name="capacity">Most outputs.</param>
    /// <param name="outputs">Outputs a group.</param>
    /// <param name="windowBytes">Bytes that one shuffle can choose from.</param>
    public GatherPlan(int capacity, int outputs, int windowBytes)
    {
        (_outputs, _windowBytes, _pairBytes) = (outputs, windowBytes, outputs * 2);
        var groups = GroupsOf(capacity);
        Offsets = new AlignedBuffer<int>(groups);
        Picks = new AlignedBuffer<byte>(groups * _pairBytes);
        Weights = new AlignedBuffer<byte>(groups * _pairBytes);
        Bytes = new AlignedBuffer<int>(groups * _pairBytes);
    }

    public int Count { get; private set; }

    /// <summary>Windows a group, the same for all groups.</summary>
    public int Windows { get; private set; }

    /// <summary>Where each window starts in the row: groups × windows.</summary>
    public AlignedBuffer<int> Offsets { get; private set; }

    /// <summary>For each byte of a group's pairs the place in the window, or <see cref="Nothing"/>: groups × windows × pair bytes.</summary>
    public AlignedBuffer<byte> Picks { get; private set; }

    /// <summary>Weights of first and second byte of each output, in turn; they sum up to 256.</summary>
    public AlignedBuffer<byte> Weights { get; }

    /// <summary>Places in the row of first and second byte of each output, in turn.</summary>
    public AlignedBuffer<int> Bytes { get; }

    /// <summary>Allocates only where more windows are needed than ever before.</summary>
    /// <param name="axis">The samples to mix.</param>
    /// <param name="stride">Bytes from one sample to the next: 1 in a plane, 2 in NV12's chroma, 3 in RGB.</param>
    /// <param name="start">Bytes from the start of the row to the first sample of the channel.</param>
    public void Aim(SampleAxis axis, int stride, int start)
    {
        Count = axis.Count;
        var groups = GroupsOf(axis.Count);
        var bytes = new Span<int>(Bytes.Pointer, groups * _pairBytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            var output = Math.Min(i / 2, axis.Count - 1); // the last group is filled up with the last output
            bytes[i] = ((i % 2 == 0 ? axis.First[output] : axis.Second[output]) * stride) + start;
            var weight = axis.SecondWeight[output];
            Weights.Pointer[i] = (byte)(i % 2 == 0 ? 256 - weight : weight);
        }
        Windows = 1;
        for (var group = 0; group < groups; group++)
            Windows = Math.Max(Windows, CountWindows(bytes.Slice(group * _pairBytes, _pairBytes), _windowBytes));

        Offsets = Offsets.Holding(groups * Windows);
        Picks = Picks.Holding(groups * Windows * _pairBytes);
        for (var group = 0; group < groups; group++)
            Place(group, bytes.Slice(group * _pairBytes, _pairBytes), _windowBytes);
    }

    private int GroupsOf(int count) => (count + _outputs - 1) / _outputs;

    // Outputs run from left to right, so the leftmost byte not yet seen starts the next window.
    private static int CountWindows(ReadOnlySpan<int> bytes, int windowBytes)
    {
        var windows = 0;
        for (var end = int.MinValue; NextStart(bytes, end) is var start and < int.MaxValue; end = start + windowBytes)
            windows++;
        return windows;
    }

    private static int NextStart(ReadOnlySpan<int> bytes, int end)
    {
        var start = int.MaxValue;
        foreach (var at in bytes)
        {
            if (at >= end)
                start = Math.Min(start, at);
        }
        return start;
    }

    private void Place(int group, ReadOnlySpan<int> bytes, int windowBytes)
    {
        var end = int.MinValue;
        for (var window = 0; window < Windows; window++)
        {
            var slot = (group * Windows) + window;
            var picks = new Span<byte>(Picks.Pointer + (slot * bytes.Length), bytes.Length);
            picks.Fill(Nothing);
            var start = NextStart(bytes, end);
            if (start == int.MaxValue)
            {
                Offsets.Pointer[slot] = bytes[0]; // any place that may be read
                continue;
            }
            for (var i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] >= start && bytes[i] < start + windowBytes)
                    picks[i] = (byte)(bytes[i] - start);
            }
            Offsets.Pointer[slot] = start;
            end = start + windowBytes;
        }
    }
}
