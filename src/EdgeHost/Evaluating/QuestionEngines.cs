using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeHost.Configuration;

namespace EdgeHost.Evaluating;

/// <summary>The three engines that a question about a picture needs, one thread each.</summary>
internal sealed class QuestionEngines(IDetector detector, IImageEncoder images, ITextEncoder texts) : IDisposable
{
    public IDetector Detector => detector;

    public IImageEncoder Images => images;

    public ITextEncoder Texts => texts;

    /// <exception cref="EdgeEngines.Models.ModelException">One is missing or cannot be used, or image and text encoder do not belong together.</exception>
    public static QuestionEngines Load(EdgeSettings settings, string detector, string images, string texts)
    {
        var models = new EvalModels(settings);
        var (detecting, imaging, reading) = (models.Open(detector), models.Open(images), models.Open(texts));
        var engines = new QuestionEngines(EvalModels.Load(detecting), EvalModels.LoadImages(imaging), EvalModels.LoadTexts(reading));
        EmbeddingSpace.ThrowIfApart(engines.Images.Model, engines.Images.Dimensions, engines.Texts.Model, engines.Texts.Dimensions);
        return engines;
    }

    public EngineWorlds Worlds(EdgeSettings settings) => new(settings, detector, images, texts, TimeProvider.System);

    public void Dispose()
    {
        detector.Dispose();
        images.Dispose();
        texts.Dispose();
    }
}
