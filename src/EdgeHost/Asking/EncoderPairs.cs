using EdgeEngines.Embedding;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Asking;

/// <summary>
/// The encoders in use: each pair of models once, however many use it (questions and the memory's closer looks have the same by default), and gone
/// with the last of them. Any thread; who wants a pair that is being loaded waits for it.
/// </summary>
internal sealed class EncoderPairs(EdgeSettings settings)
{
    private readonly Lock _gate = new();
    private readonly List<Loaded> _loaded = [];

    /// <returns>To be disposed of by who uses it.</returns>
    /// <exception cref="ModelException">A model is missing or cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public EncoderPair Take(string imageModel, string textModel)
    {
        lock (_gate)
        {
            var loaded = _loaded.Find(pair => pair.ImageModel == imageModel && pair.TextModel == textModel);
            if (loaded is null)
                _loaded.Add(loaded = Load(imageModel, textModel));
            loaded.Users++;
            return new EncoderPair(loaded.Images, loaded.Texts, () => LetGo(loaded));
        }
    }

    private void LetGo(Loaded loaded)
    {
        lock (_gate)
        {
            if (--loaded.Users > 0)
                return;
            _loaded.Remove(loaded);
        }
        loaded.Images.Dispose();
        loaded.Texts.Dispose();
    }

    private Loaded Load(string imageModel, string textModel)
    {
        var catalog = ModelCatalog.Find(settings.Models.SearchRoots());
        var images = ImageEncoderFactory.Load(catalog.Open(imageModel), settings.Engines, NullLogger.Instance);
        try
        {
            return new Loaded(imageModel, textModel, images, TextEncoderFactory.Load(catalog.Open(textModel), settings.Engines, NullLogger.Instance));
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    private sealed record Loaded(string ImageModel, string TextModel, IImageEncoder Images, ITextEncoder Texts)
    {
        public int Users { get; set; }
    }
}
