using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Tooling.Shapes;
using EdgePlanner.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Tooling;

/// <summary>A tool with the engine that it was bound to. Owns the engine.</summary>
/// <param name="Engine">Which one, for the cost profile.</param>
internal sealed record BoundTool(ToolDeclaration Declaration, string Engine, IDisposable Owned) : IDisposable
{
    public void Dispose() => Owned.Dispose();

    /// <summary>Loads the model and makes the declaration; what the tool costs is not known yet.</summary>
    /// <exception cref="ToolFileException">The model does not suit the tool.</exception>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public static BoundTool Load(ToolFile file, ModelCatalog models, EngineOptions options)
    {
        var folder = Find(file, "model", file.Model, models, TaskOf(file.Shape));
        switch (file.Shape)
        {
            case ToolShape.Label or ToolShape.Filter:
                var classifier = ImageClassifierFactory.Load(folder, options, NullLogger.Instance);
                return Made(classifier, () => file.Shape == ToolShape.Label ? ClassifyingShapes.Label(file, classifier) : ClassifyingShapes.Filter(file, classifier), classifier.Report);
            case ToolShape.Detect:
                var detector = DetectorFactory.Load(folder, options, NullLogger.Instance);
                var detecting = new DetectingShape(file, detector);
                return Made(detecting, detecting.Declare, detector.Report);
            case ToolShape.Match or ToolShape.Likeness:
                var encoder = ImageEncoderFactory.Load(folder, options, NullLogger.Instance);
                return Made(encoder, () => file.Shape == ToolShape.Match ? LikenessShapes.Match(file, encoder) : LikenessShapes.Likeness(file, encoder), encoder.Report);
            default:
                var finder = Find(file, "text_detector", file.TextDetector!, models, "ocr-detect");
                var reading = new ReadingShape(file, TextReaderFactory.Load(finder, folder, null, options, NullLogger.Instance));
                return Made(reading, reading.Declare, null);
        }

        BoundTool Made(IDisposable owned, Func<ToolDeclaration> declare, EngineReport? report)
        {
            try
            {
                return new BoundTool(declare(), $"{file.Name}: {EngineNames.Of(folder.Description, report?.Got ?? ["CPU"])}", owned);
            }
            catch
            {
                owned.Dispose();
                throw;
            }
        }
    }

    private static string TaskOf(ToolShape shape) => shape switch
    {
        ToolShape.Label or ToolShape.Filter => "classify",
        ToolShape.Detect => "detect",
        ToolShape.Match or ToolShape.Likeness => "embed-image",
        _ => "ocr-read",
    };

    /// <summary>A folder below the tool's own comes before a model of that name.</summary>
    private static ModelFolder Find(ToolFile file, string field, string model, ModelCatalog models, string task)
    {
        var beside = Path.Combine(file.Folder, model);
        var folder = File.Exists(Path.Combine(beside, ModelFolder.DescriptionFile)) ? ModelFolder.Read(beside) : models.Open(model);
        return folder.Description.Task == task
            ? folder
            : throw new ToolFileException(file.Path, [$"'{field}' is \"{model}\", which is for the task {folder.Description.Task}; the shape {file.Shape.ToString().ToLowerInvariant()} expects {task}"]);
    }
}
