namespace EdgeEngines.Tensors;

/// <summary>
/// How a blended row of bytes becomes the row of samples of one channel: each output mixes two bytes of the row. For vector
/// kernels the outputs are taken in groups; the bytes of a group are picked out of one or more windows of the row by byte shuffles.
/// </summary>
internal sealed unsafe class GatherPlan
{
    /// <summary>Picks nothing: a byte shuffle gives 0 for it.</summary>
    public const byte Nothing = 0x80;

    private GatherPlan(int count, int windows, int groups, int pairBytes)
    {
        Count = count;
        Windows = windows;
        Offsets = new AlignedBuffer<int>(groups * windows);
        Picks = new AlignedBuffer<byte>(groups * windows * pairBytes);
        Weights = new AlignedBuffer<byte>(groups * pairBytes);
        Bytes = new AlignedBuffer<int>(groups * pairBytes);
    }

    public int Count { get; }

    /// <summary>Windows a group, the same for all groups.</summary>
    public int Windows { get; }

    /// <summary>Where each window starts in the row: groups × windows.</summary>
    public AlignedBuffer<int> Offsets { get; }

    /// <summary>For each byte of a group's pairs the place in the window, or <see cref="Nothing"/>: groups × windows × pair bytes.</summary>
    public AlignedBuffer<byte> Picks { get; }

    /// <summary>Weights of first and second byte of each output, in turn; they sum up to 256.</summary>
    public AlignedBuffer<byte> Weights { get; }

    /// <summary>Places in the row of first and second byte of each output, in turn.</summary>
    public AlignedBuffer<int> Bytes { get; }

    /// <param name="axis">The samples to mix.</param>
    /// <param name="stride">Bytes from one sample to the next: 1 in a plane, 2 in NV12's chroma, 3 in RGB.</param>
    /// <param name="start">Bytes from the start of the row to the first sample of the channel.</param>
    /// <param name="outputs">Outputs a group.</param>
    /// <param name="windowBytes">Bytes that one shuffle can choose from.</param>
    public static GatherPlan Create(SampleAxis axis, int stride, int start, int outputs, int windowBytes)
    {
        var groups = (axis.Count + outputs - 1) / outputs;
        var pairBytes = outputs * 2;
        var bytes = new int[groups * pairBytes];
        for (var i = 0; i < bytes.Length; i++)
        {
            var output = Math.Min(i / 2, axis.Count - 1); // the last group is filled up with the last output
            bytes[i] = ((i % 2 == 0 ? axis.First[output] : axis.Second[output]) * stride) + start;
        }
        var windows = 1;
        for (var group = 0; group < groups; group++)
            windows = Math.Max(windows, CountWindows(bytes.AsSpan(group * pairBytes, pairBytes), windowBytes));

        var plan = new GatherPlan(axis.Count, windows, groups, pairBytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            var weight = axis.SecondWeight[Math.Min(i / 2, axis.Count - 1)];
            plan.Bytes.Pointer[i] = bytes[i];
            plan.Weights.Pointer[i] = (byte)(i % 2 == 0 ? 256 - weight : weight);
        }
        for (var group = 0; group < groups; group++)
            plan.Place(group, bytes.AsSpan(group * pairBytes, pairBytes), windowBytes);
        return plan;
    }

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
