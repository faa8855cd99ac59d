using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeWorld;
using EdgeWorld.Scenes;

namespace EdgeHost.Tests.Evaluating;

/// <summary>Texts as bags of words: one number a word, of length 1. Alike texts are near, with nothing learnt.</summary>
internal sealed class WordTextEncoder : ITextEncoder
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    public ModelDescription Model { get; } = Describe("words-text", "embed-text");
    public EngineReport Report { get; } = new("words", ["CPU"], ["CPU"], [], "fp32", 0);
    public int Dimensions => 256;
    public int Context => 64;

    public void Encode(string text, Span<float> vector)
    {
        vector[..Dimensions].Clear();
        foreach (var word in text.Split(' '))
        {
            if (!_words.TryGetValue(word, out var place))
                _words[word] = place = _words.Count;
            vector[place]++;
        }
        Cosine.Normalise(vector[..Dimensions]);
    }

    public void Dispose()
    {
    }

    public static ModelDescription Describe(string name, string task) =>
        new() { Name = name, Task = task, File = "none.onnx", Sha256 = "00", Input = new InputDescription { Name = "x", Width = 2, Height = 2 } };
}

/// <summary>Looks the object under a box up in the truth and describes it in words.</summary>
internal sealed class WordImageEncoder(IReadOnlyList<WorldOptions> films, WordTextEncoder texts, Func<SceneObject, SceneGraph, string> describe) : IImageEncoder
{
    private readonly FilmOracle _oracle = new(films);

    public ModelDescription Model { get; } = WordTextEncoder.Describe("words-image", "embed-image");
    public EngineReport Report { get; } = new("words", ["CPU"], ["CPU"], [], "fp32", 0);
    public int BatchSize => 1;
    public int Dimensions => texts.Dimensions;

    public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
    {
        var truth = _oracle.Truth(frame);
        for (var i = 0; i < boxesInSource.Length; i++)
        {
            var box = boxesInSource[i];
            var thing = truth.Objects.Where(o => o.Visible > 0).MaxBy(o => OracleDetector.Exact(o).BoxInSource.Overlap(box))!;
            texts.Encode(describe(thing, truth), vectors.Slice(i * Dimensions, Dimensions));
        }
    }

    public void Dispose() => _oracle.Dispose();
}
