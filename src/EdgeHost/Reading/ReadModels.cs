using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Reading;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Reading;

/// <summary>Which models read text: those that are named, else the only one of the task among the models found.</summary>
internal sealed record ReadModels(ModelFolder Detector, ModelFolder Reader, ModelFolder? Direction)
{
    public static ReadModels Find(ModelsOptions models, string? detector, string? reader, string? direction)
    {
        var catalog = ModelCatalog.Find(models.SearchRoots());
        return new ReadModels(
            Find(catalog, models, detector, "ocr-detect", "--detector"),
            Find(catalog, models, reader, "ocr-read", "--reader"),
            direction is null ? null : catalog.Open(direction));
    }

    public ITextReader Load(EngineOptions engines) => TextReaderFactory.Load(Detector, Reader, Direction, engines, NullLogger.Instance);

    /// <summary>Null where there is not exactly one of each.</summary>
    public static ReadModels? TryFind(ModelsOptions models)
    {
        var catalog = ModelCatalog.Find(models.SearchRoots());
        return Fitting(catalog, "ocr-detect") is [var detector] && Fitting(catalog, "ocr-read") is [var reader] ? new ReadModels(detector, reader, null) : null;
    }

    private static List<ModelFolder> Fitting(ModelCatalog catalog, string task) =>
        [.. catalog.Entries.Select(entry => entry.Folder).OfType<ModelFolder>().Where(folder => folder.Description.Task == task)];

    private static ModelFolder Find(ModelCatalog catalog, ModelsOptions models, string? name, string task, string option)
    {
        if (name is not null)
            return catalog.Open(name);
        var fitting = Fitting(catalog, task);
        return fitting switch
        {
            [var only] => only,
            [] => throw new ModelException(
                $"there is no model for the task {task} below {string.Join(", ", models.SearchRoots())}: none ships. Add one with 'models add FILE' (PP-OCR is recognised), or name one with {option}"),
            _ => throw new ModelException($"{fitting.Count} models are for the task {task}, say which with {option}: {string.Join(", ", fitting.Select(folder => folder.Description.Name))}"),
        };
    }
}
