using EdgeEngines.Models;

namespace EdgeEngines.Embedding;

/// <summary>
/// A loaded engine of the task <c>embed-text</c>: a text in, a vector of length 1 out, in the space of the image encoder that was
/// trained with it. Calls may come from any thread and wait for one another. <c>TextEncoderFactory</c> loads one.
/// </summary>
public interface ITextEncoder : IDisposable
{
    ModelDescription Model { get; }

    /// <summary>What was asked of the providers, what was got, and why.</summary>
    EngineReport Report { get; }

    /// <summary>Numbers a vector.</summary>
    int Dimensions { get; }

    /// <summary>Most tokens a text may have, those that mark start and end included.</summary>
    int Context { get; }

    /// <param name="text">Not empty.</param>
    /// <param name="vector">At least <see cref="Dimensions"/>; what is behind stays as it is.</param>
    /// <exception cref="TextException">No text, or more tokens than <see cref="Context"/>: found and allowed are said. Nothing is
    /// cut off silently, since the end of a text may turn its meaning.</exception>
    /// <exception cref="Onnx.EngineException">The run failed.</exception>
    void Encode(string text, Span<float> vector);
}
