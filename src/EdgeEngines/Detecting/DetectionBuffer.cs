namespace EdgeEngines.Detecting;

/// <summary>Room for the detections of one frame, made once and refilled for each. A full buffer refuses further ones.</summary>
public sealed class DetectionBuffer(int capacity = DetectionBuffer.DefaultCapacity)
{
    /// <summary>COCO evaluation keeps 100 a picture; three times that leaves room for crowds.</summary>
    public const int DefaultCapacity = 300;

    private readonly Detection[] _items = new Detection[capacity];

    public int Capacity => _items.Length;

    public int Count { get; private set; }

    public ReadOnlySpan<Detection> Items => _items.AsSpan(0, Count);

    public bool TryAdd(in Detection detection)
    {
        if (Count == _items.Length)
            return false;
        _items[Count++] = detection;
        return true;
    }

    public void Clear() => Count = 0;
}
