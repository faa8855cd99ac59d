namespace EdgeEngines.Onnx;

/// <summary>An output as the first real inference showed it.</summary>
/// <param name="RunShape">Of one item, as the session writes it; with a leading 1 only where <paramref name="HasBatch"/>.</param>
/// <param name="HasBatch">The first dimension counts the items. Some single-item files leave it out.</param>
internal sealed record OutputPlan(string Name, OnnxType Type, long[] RunShape, bool HasBatch)
{
    /// <summary>Shape of a run of that many items.</summary>
    public long[] ShapeOf(int items) => HasBatch ? [items, .. ItemShape] : RunShape;

    /// <summary>Without the batch.</summary>
    public ReadOnlySpan<long> ItemShape => HasBatch ? RunShape.AsSpan(1) : RunShape;

    public long ItemLength
    {
        get
        {
            long length = 1;
            foreach (var size in ItemShape)
                length *= size;
            return length;
        }
    }
}
