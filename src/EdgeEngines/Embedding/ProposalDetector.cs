using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Embedding;

/// <summary>
/// Open vocabulary out of three engines: a detector says where things are, an image encoder what they look like, a text encoder what is
/// asked for. What the detector does not box cannot be found.
/// </summary>
public sealed class ProposalDetector : IOpenVocabularyDetector
{
    private readonly Lock _gate = new();
    private readonly IDetector _detector;
    private readonly IDetectorPass _pass;
    private readonly IImageEncoder _images;
    private readonly ITextEncoder _texts;
    private readonly bool _leavesOpen;
    private readonly DetectionBuffer _found;
    private readonly float _logitScale;
    private readonly float _logitBias;
    private readonly int[] _order;
    private readonly float[] _scores;

    /// <param name="detector">Suppresses overlaps across classes and has a low threshold
    /// (<see cref="Onnx.OpenVocabularyFactory.Proposing"/>).</param>
    /// <param name="images">Of the same space as <paramref name="texts"/>.</param>
    /// <param name="texts">Its <c>embedding</c> says how a cosine becomes a score.</param>
    /// <param name="mostProposals">Of more, the best stay: each costs a run of the image encoder.</param>
    /// <param name="leavesOpen">The engines are the caller's; else they end with this.</param>
    /// <exception cref="ModelException">The encoders' vectors cannot be compared.</exception>
    public ProposalDetector(IDetector detector, IImageEncoder images, ITextEncoder texts, int mostProposals = 100, bool leavesOpen = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostProposals, 1);
        EmbeddingSpace.ThrowIfApart(images.Model, images.Dimensions, texts.Model, texts.Dimensions);
        (_detector, _images, _texts, _leavesOpen) = (detector, images, texts, leavesOpen);
        _pass = detector.CreatePass();
        _found = new DetectionBuffer(Math.Max(mostProposals, DetectionBuffer.DefaultCapacity));
        (_order, _scores) = (new int[mostProposals], new float[mostProposals]);
        if (texts.Model.Embedding is { } embedding)
            (_logitScale, _logitBias) = (embedding.LogitScale, embedding.LogitBias);
    }

    public int Dimensions => _images.Dimensions;

    public int MostProposals => _order.Length;

    public void EncodeText(string text, Span<float> vector) => _texts.Encode(text, vector);

    public void Propose(Frame frame, ProposalBuffer proposals)
    {
        CheckDimensions(proposals);
        lock (_gate)
        {
            _pass.Prepare(0, frame);
            _pass.Run(1);
            _pass.Read(0, _found);
            proposals.Refill(_found.Items[..Math.Min(_found.Count, MostProposals)]);
            _images.Encode(frame, proposals.BoxesInSource, proposals.Vectors);
        }
    }

    public void Find(ProposalBuffer proposals, ReadOnlySpan<float> textVector, DetectionBuffer found)
    {
        CheckDimensions(proposals);
        lock (_gate)
        {
            found.Clear();
            var count = Math.Min(proposals.Count, MostProposals);
            for (var i = 0; i < count; i++)
            {
                _order[i] = i;
                _scores[i] = -Score(Cosine.Of(proposals.Vector(i), textVector[..Dimensions]));
            }
            _scores.AsSpan(0, count).Sort(_order.AsSpan(0, count)); // rising, so the scores are turned round
            for (var rank = 0; rank < count; rank++)
            {
                if (!found.TryAdd(new Detection(proposals.Items[_order[rank]].BoxInSource, -_scores[rank], 0)))
                    return;
            }
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        if (_leavesOpen)
            return;
        _detector.Dispose();
        _images.Dispose();
        _texts.Dispose();
    }

    private float Score(float cosine) => _logitScale > 0 ? 1 / (1 + MathF.Exp(-((_logitScale * cosine) + _logitBias))) : cosine;

    private void CheckDimensions(ProposalBuffer proposals)
    {
        if (proposals.Dimensions != Dimensions)
            throw new ArgumentException($"the buffer holds vectors of {proposals.Dimensions} numbers, the encoder makes {Dimensions}", nameof(proposals));
    }
}
