using System.Runtime.InteropServices;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeWorld.Captions;
using EdgeWorld.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>Two encoders, asked about every object that counts: in its true box, and in the box of a detector that found it.</summary>
internal sealed class ScoredEncoder : IDisposable
{
    private readonly IImageEncoder _images;
    private readonly IDetectorPass _pass;
    private readonly ClassMap _classes;
    private readonly DetectionBuffer _detections = new();
    private readonly FrameMatch _match = new();
    private readonly List<FoundBox> _found = [];

    public ScoredEncoder(IImageEncoder images, PromptBook prompts, IDetector detector)
    {
        _images = images;
        _classes = ClassMap.Of(detector.Model);
        _pass = detector.CreatePass();
        (True, Detected) = (new AttributeScore(prompts), new AttributeScore(prompts));
    }

    public AttributeScore True { get; }

    public AttributeScore Detected { get; }

    public RetrievalScore Retrieval { get; } = new();

    public void Look(Frame picture, SceneGraph graph)
    {
        SceneObject[] things = [.. graph.Objects.Where(o => o.Visible > 0)];
        TruthBox[] truth = [.. things.Select(TruthBox.Of)];
        SceneObject[] counting = [.. things.Where(o => !o.Ignored)];
        Encode(picture, counting, [.. counting.Select(o => TruthBox.Of(o).BoxInSource)], (thing, vector) =>
        {
            True.Ask(thing, vector);
            Retrieval.Add(Caption.Full(thing, graph.Light), vector);
        });
        Detect(picture);
        _match.Match(CollectionsMarshal.AsSpan(_found), truth);
        var right = Enumerable.Range(0, _found.Count).Where(i => _match.Verdicts[i] == Verdict.Right).ToList();
        Encode(picture, [.. right.Select(i => things[_match.TruthOf[i]])], [.. right.Select(i => _found[i].BoxInSource)], Detected.Ask);
    }

    public void Dispose() => _pass.Dispose();

    private delegate void Asking(SceneObject thing, ReadOnlySpan<float> vector);

    private void Encode(Frame picture, SceneObject[] things, Box[] boxes, Asking ask)
    {
        var vectors = new float[boxes.Length * _images.Dimensions];
        _images.Encode(picture, boxes, vectors);
        for (var i = 0; i < things.Length; i++)
            ask(things[i], vectors.AsSpan(i * _images.Dimensions, _images.Dimensions));
    }

    private void Detect(Frame picture)
    {
        _pass.Prepare(0, picture);
        _pass.Run(1);
        _pass.Read(0, _detections);
        _classes.Read(_detections.Items, _found);
    }
}
