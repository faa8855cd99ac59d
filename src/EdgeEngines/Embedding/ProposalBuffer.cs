using EdgeEngines.Detecting;

namespace EdgeEngines.Embedding;

/// <summary>Room for the proposals of one frame and a vector of each, made once and refilled for each frame.</summary>
/// <param name="capacity">Most proposals.</param>
/// <param name="dimensions">Numbers a vector.</param>
public sealed class ProposalBuffer(int capacity, int dimensions)
{
    private readonly Box[] _boxesInSource = new Box[capacity];
    private readonly Detection[] _items = new Detection[capacity];
    private readonly float[] _vectors = new float[capacity * dimensions];

    public int Capacity => _items.Length;

    public int Dimensions => dimensions;

    public int Count { get; private set; }

    /// <summary>As the proposing detector saw them: its own score and class, boxes in source pixels, best score first.</summary>
    public ReadOnlySpan<Detection> Items => _items.AsSpan(0, Count);

    /// <summary>Of length 1.</summary>
    public ReadOnlySpan<float> Vector(int item) => _vectors.AsSpan(0, Count * dimensions).Slice(item * dimensions, dimensions);

    internal ReadOnlySpan<Box> BoxesInSource => _boxesInSource.AsSpan(0, Count);

    internal Span<float> Vectors => _vectors.AsSpan(0, Count * dimensions);

    /// <summary>Of more than fit, the first stay.</summary>
    internal void Refill(ReadOnlySpan<Detection> detections)
    {
        Count = Math.Min(detections.Length, _items.Length);
        for (var i = 0; i < Count; i++)
        {
            _items[i] = detections[i];
            _boxesInSource[i] = detections[i].BoxInSource;
        }
    }
}
