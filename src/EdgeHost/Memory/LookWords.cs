using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeHost.Asking;
using EdgeWorld.Captions;

namespace EdgeHost.Memory;

/// <summary>
/// Words for a crop: of the colours, states and places that a thing of its kind may have, those whose text is most like it, as the encoders were
/// taught. Only where the lead over the second best is clear. A kind's texts are encoded when the first of it is looked at. Lets go of the encoders with itself.
/// </summary>
internal sealed class LookWords(EncoderPair encoders) : IDisposable
{
    private const double DefaultScale = 30;

    private readonly Dictionary<string, KindWords> _kinds = new(StringComparer.Ordinal);
    private readonly double _scale = encoders.Texts.Model.Embedding is { LogitScale: > 0 } said ? said.LogitScale : DefaultScale;

    public int Dimensions => encoders.Images.Dimensions;

    public VectorModel Model { get; } = VectorModel.Of(encoders.Images.Model, encoders.Images.Dimensions);

    public float Context => encoders.Images.Model.Input.Context;

    /// <param name="vectors">One behind the other, <see cref="Dimensions"/> numbers each.</param>
    public void Encode(Frame picture, ReadOnlySpan<Box> boxesInSource, Span<float> vectors) => encoders.Images.Encode(picture, boxesInSource, vectors);

    /// <param name="label">The detector's.</param>
    /// <param name="vector">Of the crop.</param>
    public Look Of(string label, ReadOnlySpan<float> vector, KeptCrop? crop = null)
    {
        if (!_kinds.TryGetValue(label, out var words))
            _kinds[label] = words = WordsFor(label);
        return new Look(words.Colours.Best(vector, _scale), words.States.Best(vector, _scale), words.Places.Best(vector, _scale), crop);
    }

    public void Dispose() => encoders.Dispose();

    private KindWords WordsFor(string label) => new(
        new LikestWord(Choices.Colours(label), colour => Caption.Prompt(label, colour, null), encoders.Texts),
        new LikestWord(Choices.States(label), state => Caption.Prompt(label, null, state), encoders.Texts),
        new LikestWord(PlaceWords.Fits(label) ? PlaceWords.Names : [], place => PlaceWords.Text(label, place), encoders.Texts));

    private sealed record KindWords(LikestWord Colours, LikestWord States, LikestWord Places);
}
