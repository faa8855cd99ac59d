using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeWorld.Captions;
using EdgeWorld.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>Finding by text what the encoders never saw together in training: for each held-out pair of colour and kind, the average precision of
/// its text over all frames, those without such an object included.</summary>
internal sealed class OpenVocabularyScore
{
    private readonly IOpenVocabularyDetector _finder;
    private readonly ProposalBuffer _proposals;
    private readonly float[][] _texts;
    private readonly PrecisionCurve[] _curves = [.. HeldOutPairs.All.Select(_ => new PrecisionCurve())];
    private readonly DetectionBuffer _found;
    private readonly FrameMatch _match = new();

    public OpenVocabularyScore(IOpenVocabularyDetector finder)
    {
        _finder = finder;
        _proposals = new ProposalBuffer(finder.MostProposals, finder.Dimensions);
        _found = new DetectionBuffer(finder.MostProposals);
        _texts = [.. HeldOutPairs.All.Select(pair => Encoded(Caption.Prompt(pair.Kind, pair.Colour, null)))];
    }

    public void Look(Frame picture, SceneGraph graph)
    {
        _finder.Propose(picture, _proposals);
        for (var pair = 0; pair < _texts.Length; pair++)
        {
            var (colour, kind) = HeldOutPairs.All[pair];
            var truth = graph.Objects.Where(o => o.Visible > 0 && o.Class == kind && o.Attributes.Colour == colour).Select(TruthBox.Of).ToArray();
            _finder.Find(_proposals, _texts[pair], _found);
            // Scores may be cosines below zero: only their order counts here.
            var found = _found.Items.ToArray().Select(d => new FoundBox(d.BoxInSource, TruthBox.ClassOf(kind), d.Score + 1)).ToArray();
            Add(_curves[pair], found, truth);
        }
    }

    public IReadOnlyList<(string Pair, double AveragePrecision, int Truths)> Pairs() =>
    [
        .. HeldOutPairs.All.Select((pair, i) => ($"{pair.Colour} {pair.Kind}", _curves[i].AveragePrecision(), _curves[i].Truths)).Where(pair => pair.Truths > 0),
    ];

    private void Add(PrecisionCurve curve, FoundBox[] found, TruthBox[] truth)
    {
        curve.Truths += truth.Count(t => !t.Ignored);
        _match.Match(found, truth);
        for (var i = 0; i < found.Length; i++)
        {
            if (_match.Verdicts[i] != Verdict.Ignored)
                curve.Add(found[i].Score, _match.Verdicts[i] == Verdict.Right);
        }
    }

    private float[] Encoded(string text)
    {
        var vector = new float[_finder.Dimensions];
        _finder.EncodeText(text, vector);
        return vector;
    }
}
