using EdgeEngines.Embedding;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Loads what finds things by a text.</summary>
public static class OpenVocabularyFactory
{
    /// <summary>A detector trained on a few classes fires weakly on others; its own threshold would leave those out.</summary>
    private const float LeastProposalScore = 0.1f;

    /// <param name="detector">Of the task <c>detect</c>: its boxes are the proposals, whatever class it takes them for.</param>
    /// <param name="image">Of the task <c>embed-image</c>.</param>
    /// <param name="text">Of the task <c>embed-text</c>, trained together with <paramref name="image"/>.</param>
    /// <param name="options">For all three.</param>
    /// <param name="logger">What was loaded.</param>
    /// <exception cref="ModelException">A model cannot be used, or the halves do not belong together.</exception>
    /// <exception cref="EngineException">The machine cannot run them as asked.</exception>
    public static IOpenVocabularyDetector Load(ModelFolder detector, ModelFolder image, ModelFolder text, EngineOptions options, ILogger logger)
    {
        var owned = new Stack<IDisposable>();
        try
        {
            var proposing = DetectorFactory.Load(detector.With(Proposing), options, logger);
            owned.Push(proposing);
            var images = ImageEncoderFactory.Load(image, options, logger);
            owned.Push(images);
            var texts = TextEncoderFactory.Load(text, options, logger);
            owned.Push(texts);
            return new ProposalDetector(proposing, images, texts);
        }
        catch
        {
            while (owned.TryPop(out var engine))
                engine.Dispose();
            throw;
        }
    }

    /// <summary>The same detector, asked for things rather than for classes.</summary>
    public static ModelDescription Proposing(ModelDescription detector) => detector.Head is not { } head
        ? detector
        : detector with { Head = head with { ScoreThreshold = Math.Min(head.ScoreThreshold, LeastProposalScore), ClassAgnostic = true } };
}
