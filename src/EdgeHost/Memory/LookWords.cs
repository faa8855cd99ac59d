using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeHost.Asking;
using EdgeHost.Evaluating;
using EdgeWorld.Captions;

namespace EdgeHost.Memory;

/// <summary>
/// Words for a crop: of the colours, states and places that a thing of its kind may have, those whose text is most like it, as the encoders were
/// taught. Only where the lead over the second best is clear. Owns the encoders.
/// </summary>
internal sealed class LookWords(IImageEncoder images, ITextEncoder texts) : IDisposable
{
    /// <summary>Of the share (softmax) that the best has among all.</summary>
    private const double LeastShare = 0.6;

    private const double DefaultScale = 30;

    private readonly PromptBook _prompts = new(texts);

    public int Dimensions => images.Dimensions;

    public VectorModel Model { get; } = VectorModel.Of(images.Model, images.Dimensions);

    public float Context => images.Model.Input.Context;

    public float[] VectorsOf(Frame picture, ReadOnlySpan<Box> boxesInSource)
    {
        var vectors = new float[boxesInSource.Length * images.Dimensions];
        images.Encode(picture, boxesInSource, vectors);
        return vectors;
    }

    /// <param name="label">The detector's.</param>
    /// <param name="vector">Of the crop.</param>
    public Look Of(string label, ReadOnlySpan<float> vector) => new(
        Best(Choices.Colours(label), colour => Caption.Prompt(label, colour, null), vector),
        Best(Choices.States(label), state => Caption.Prompt(label, null, state), vector),
        PlaceWords.Fits(label) ? Best(PlaceWords.Names, place => PlaceWords.Text(label, place), vector) : null,
        null);

    public void Dispose()
    {
        images.Dispose();
        texts.Dispose();
    }

    private string? Best(IReadOnlyList<string> words, Func<string, string> text, ReadOnlySpan<float> vector)
    {
        if (words.Count == 0)
            return null;
        var scale = texts.Model.Embedding is { LogitScale: > 0 } said ? said.LogitScale : DefaultScale;
        Span<double> logits = stackalloc double[words.Count];
        var best = 0;
        for (var i = 0; i < words.Count; i++)
        {
            logits[i] = scale * Cosine.Of(_prompts.Vector(text(words[i])), vector);
            best = logits[i] > logits[best] ? i : best;
        }
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - logits[best]);
        return 1 / sum >= LeastShare ? words[best] : null;
    }
}
