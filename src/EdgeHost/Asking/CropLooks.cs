using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeHost.Evaluating;
using EdgePlanner.Values;

namespace EdgeHost.Asking;

/// <summary>What the encoders make of the things of one picture: each crop is encoded once, and each text once in the life of its book.</summary>
internal sealed class CropLooks(IImageEncoder images, ITextEncoder texts, PromptBook prompts, Frame frame, IReadOnlyList<SeenThing> things)
{
    /// <summary>From a likeness that is meant for it to a probability, where the text model says how.</summary>
    private const double DefaultScale = 30;
    private const double DefaultBias = -8;

    private readonly float[]?[] _vectors = new float[ThingSet.Capacity][]; // tools of one's own may add things

    /// <summary>Encodes those of the things that were not looked at yet, as many in a run as the engine takes.</summary>
    public void See(ThingSet set, CancellationToken cancellation)
    {
        List<int> unseen = [];
        foreach (var thing in set)
        {
            if (_vectors[thing.Index] is null)
                unseen.Add(thing.Index);
        }
        foreach (var batch in unseen.Chunk(Math.Max(1, images.BatchSize)))
        {
            cancellation.ThrowIfCancellationRequested();
            var vectors = new float[batch.Length * images.Dimensions];
            images.Encode(frame, Array.ConvertAll(batch, thing => things[thing].BoxInSource), vectors);
            for (var i = 0; i < batch.Length; i++)
                _vectors[batch[i]] = vectors[(i * images.Dimensions)..((i + 1) * images.Dimensions)];
        }
    }

    /// <summary>Which of the texts is most like the thing, and its share among them (softmax).</summary>
    public (int Best, float Share) Choose(int thing, IReadOnlyList<string> among)
    {
        var vector = VectorOf(thing);
        var scale = Scale;
        Span<double> logits = stackalloc double[among.Count];
        var best = 0;
        for (var i = 0; i < among.Count; i++)
        {
            logits[i] = scale * Cosine.Of(prompts.Vector(among[i]), vector);
            best = logits[i] > logits[best] ? i : best;
        }
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - logits[best]);
        return (best, (float)(1 / sum));
    }

    /// <summary>How probable it is that a text describes the thing.</summary>
    public float Fit(int thing, string text)
    {
        var bias = texts.Model.Embedding is { LogitScale: > 0 } said ? said.LogitBias : DefaultBias;
        var logit = (Scale * Cosine.Of(prompts.Vector(text), VectorOf(thing))) + bias;
        return (float)(1 / (1 + Math.Exp(-logit)));
    }

    private double Scale => texts.Model.Embedding is { LogitScale: > 0 } said ? said.LogitScale : DefaultScale;

    private float[] VectorOf(int thing)
    {
        if (_vectors[thing] is null)
            See(ThingSet.Of(new Thing((byte)thing)), CancellationToken.None);
        return _vectors[thing]!;
    }
}
