using System.Numerics.Tensors;

namespace EdgeEngines.Embedding;

/// <summary>Likeness of vectors.</summary>
public static class Cosine
{
    /// <summary>Of two vectors of length 1, as encoders give them: −1 to 1, but for rounding.</summary>
    public static float Of(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => TensorPrimitives.Dot(one, other);

    /// <summary>Makes the length 1. A vector of zeros, or with a number that is none, becomes zeros: it is like nothing.</summary>
    public static void Normalise(Span<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (length > 0 && float.IsFinite(length))
            TensorPrimitives.Divide(vector, length, vector);
        else
            vector.Clear();
    }
}
