using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Evaluating;

/// <summary>Finds and loads what an evaluation is about.</summary>
internal sealed class EvalModels(EdgeSettings settings)
{
    /// <summary>Where the learner leaves a model before it is quantized: too large for the repository.</summary>
    private const string FloatFolder = "artifacts/models";

    public ModelFolder Open(string model) => ModelCatalog.Find(settings.Models.SearchRoots()).Open(model);

    public bool Has(string model) => ModelCatalog.Find(settings.Models.SearchRoots()).Entries.Any(entry => Path.GetFileName(entry.Path) == model);

    /// <summary>The twin that was named, else the one that the learner left; null where there is none.</summary>
    public ModelFolder? OpenFloat(ModelFolder shipped, string? named, EvalReport report, params string[] figures)
    {
        if (named is not null)
            return Open(named);
        var folder = Path.Combine(FloatFolder, $"{shipped.Description.Name}-float");
        if (Directory.Exists(folder))
            return ModelFolder.Read(folder);
        report.LeaveOut(string.Join(", ", figures), $"no float model: name its folder with --float, or train one into {folder}");
        return null;
    }

    /// <summary>With the boxes that a precision curve needs beyond those that the model is sure of.</summary>
    public static IDetector LoadWithUnsure(ModelFolder folder) =>
        Load(folder.With(d => d.Head is null ? d : d with { Head = d.Head with { ScoreThreshold = DetectorEval.LeastScore } }));

    /// <summary>One thread on the CPU.</summary>
    public static IDetector Load(ModelFolder folder) => DetectorFactory.Load(folder, OneThread(), NullLogger.Instance);

    public static IImageEncoder LoadImages(ModelFolder folder) => ImageEncoderFactory.Load(folder, OneThread(), NullLogger.Instance);

    public static ITextEncoder LoadTexts(ModelFolder folder) => TextEncoderFactory.Load(folder, OneThread(), NullLogger.Instance);

    private static EngineOptions OneThread() => new() { Providers = ["CPU"], IntraOpThreads = 1 };
}
