using EdgeEngines.Embedding;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Tooling;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Asking;

/// <summary>The encoders that compare crops with words. One thread at a time.</summary>
internal sealed class LookingModels(IImageEncoder images, ITextEncoder texts) : IDisposable
{
    /// <summary>A user's phrases come into the book too; a fresh one is a few milliseconds a word.</summary>
    private const int MostPrompts = 1024;

    private PromptBook _prompts = new(texts);

    /// <exception cref="ModelException">A model is missing or cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public static LookingModels Load(EdgeSettings settings, string imageEncoder, string textEncoder)
    {
        var catalog = ModelCatalog.Find(settings.Models.SearchRoots());
        var images = ImageEncoderFactory.Load(catalog.Open(imageEncoder), settings.Engines, NullLogger.Instance);
        try
        {
            return new LookingModels(images, TextEncoderFactory.Load(catalog.Open(textEncoder), settings.Engines, NullLogger.Instance));
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    /// <summary>Their names (<see cref="EngineNames"/>).</summary>
    public IReadOnlyList<string> Engines { get; } = [EngineNames.Of(images.Model, images.Report.Got), EngineNames.Of(texts.Model, texts.Report.Got)];

    public CropLooks At(EdgeEngines.Frames.Frame frame, IReadOnlyList<SeenThing> things)
    {
        if (_prompts.Count > MostPrompts)
            _prompts = new PromptBook(texts);
        return new CropLooks(images, texts, _prompts, frame, things);
    }

    public void Dispose()
    {
        images.Dispose();
        texts.Dispose();
    }
}
