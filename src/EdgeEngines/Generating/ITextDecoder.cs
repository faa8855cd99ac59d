using EdgeEngines.Models;

namespace EdgeEngines.Generating;

/// <summary>
/// A decoder that keeps what it has read: rows of tokens that go on side by side, each from its own cache. Owns its memory, which is used again from one
/// beginning to the next. One caller at a time.
/// </summary>
public interface ITextDecoder : IDisposable
{
    ModelDescription Model { get; }

    EngineReport Report { get; }

    /// <summary>Scores that it gives for each next token.</summary>
    int Vocabulary { get; }

    int Layers { get; }

    /// <summary>Most tokens of a row.</summary>
    int Context { get; }

    /// <summary>Bytes of weights, which every step reads.</summary>
    long WeightBytes { get; }

    int Rows { get; }

    /// <summary>That it can hold.</summary>
    int RowLimit => int.MaxValue;

    /// <summary>Forgets all rows and reads these prompts, a row each. What all of them share from the start with the first prompt of the time before is not read again.</summary>
    /// <param name="prompts">None empty, none longer than the context.</param>
    void Begin(IReadOnlyList<int[]> prompts);

    /// <summary>The rows that go on, in ascending order; one that is named several times goes on in as many ways.</summary>
    void Take(ReadOnlySpan<int> rows);

    /// <summary>Reads on.</summary>
    /// <param name="tokens">Those of the first row, then those of the second, …</param>
    /// <param name="counts">How many each row gets: one at least, and no more than its context has left.</param>
    /// <exception cref="Onnx.EngineException">The run failed.</exception>
    void Feed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts);

    /// <summary>The score of each token to come next in a row; until the next call.</summary>
    ReadOnlySpan<float> Logits(int row);

    /// <summary>Tokens that a row has.</summary>
    int Length(int row);
}
