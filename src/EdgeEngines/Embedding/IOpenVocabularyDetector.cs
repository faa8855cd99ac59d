using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeEngines.Embedding;

/// <summary>
/// Finds what a text describes. A frame's proposals and their vectors are made once and may then be scored against any number of
/// texts, each a matter of microseconds. Calls may come from any thread and wait for one another.
/// </summary>
public interface IOpenVocabularyDetector : IDisposable
{
    /// <summary>Numbers a vector.</summary>
    int Dimensions { get; }

    /// <summary>Most proposals a frame.</summary>
    int MostProposals { get; }

    /// <summary>What <see cref="Find"/> compares with; a text that is asked again and again is encoded once.</summary>
    /// <exception cref="TextException">The text is empty or too long.</exception>
    void EncodeText(string text, Span<float> vector);

    /// <summary>Replaces what <paramref name="proposals"/> holds with the objects of the frame, whatever they are.</summary>
    void Propose(Frame frame, ProposalBuffer proposals);

    /// <summary>Replaces what <paramref name="found"/> holds: every proposal with its score for the text, best first, class 0. The
    /// score is the calibrated one where the text model's <c>embedding</c> says how, else the cosine (−1 to 1).</summary>
    void Find(ProposalBuffer proposals, ReadOnlySpan<float> textVector, DetectionBuffer found);
}
