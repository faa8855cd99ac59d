using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary><c>models add</c>: reads a third-party file, recognises what it is, and writes its <c>model.json</c> with the file's
/// sha256. No native code sees the file here.</summary>
public static class ModelAdder
{
    /// <exception cref="ModelException">No ONNX file, nothing that can be fed, wrong settings, or a description is there already.</exception>
    public static AddResult Add(AddRequest request)
    {
        var path = Path.GetFullPath(request.OnnxFile);
        var bytes = ModelFile.Read(path);
        var graph = ReadGraph(bytes, path);
        var recognised = Recognise(new FileFacts(graph, path));
        var description = DescriptionSettings.Apply(Named(recognised.Description, request, path, bytes), request.Settings);
        var open = Open(recognised, request, description);
        if (open.Count == 0)
            description = VocabularyFiles.Pin(description, Path.GetDirectoryName(path)!);
        var folder = open.Count == 0 ? Write(description, request, path, bytes) : null;
        return new AddResult(recognised.Family, folder, description, recognised.Assumptions, open, graph.Describe());
    }

    private static GraphFile ReadGraph(byte[] bytes, string path)
    {
        try
        {
            return GraphFile.Read(bytes);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
    }

    private static Recognition Recognise(FileFacts facts)
    {
        try
        {
            return Recognisers.Recognise(facts);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{facts.Path}: {e.Message}", e);
        }
    }

    private static ModelDescription Named(ModelDescription description, AddRequest request, string path, byte[] bytes) => description with
    {
        Name = request.Name ?? Path.GetFileNameWithoutExtension(path),
        File = Path.GetFileName(path),
        Sha256 = ModelFile.Sha256(bytes),
        Source = request.Source ?? description.Source,
        Labels = request.LabelsFile is { } labels ? LabelLines.Read(labels) : description.Labels,
    };

    /// <summary>Questions that the request does not answer. A task that has no head or labels needs none.</summary>
    private static List<OpenQuestion> Open(Recognition recognised, AddRequest request, ModelDescription description)
    {
        var answered = request.Settings.Select(DescriptionSettings.Field).ToHashSet(StringComparer.Ordinal);
        return recognised.Questions
            .Where(q => !answered.Contains(q.Field))
            .Where(q => q.Field != "labels" || (description.Labels.Count == 0 && description.LabelsFile is null && description.Task is "" or "detect" or "classify" or "ocr-read"))
            .Where(q => q.Field != "head.kind" || description.Task is "" or "detect")
            .ToList();
    }

    private static ModelFolder Write(ModelDescription description, AddRequest request, string path, byte[] bytes)
    {
        List<string> problems = [];
        ModelRules.Check(description, problems);
        if (problems.Count > 0)
            throw new ModelException($"{path} cannot be described so:\n  - {string.Join("\n  - ", problems)}");
        var folder = request.ModelsDirectory is { } models ? Path.Combine(Path.GetFullPath(models), FolderName(description.Name)) : Path.GetDirectoryName(path)!;
        var written = Path.Combine(folder, ModelFolder.DescriptionFile);
        if (File.Exists(written) && !request.Overwrite)
            throw new ModelException($"{written} is there already; say --overwrite to replace it, or --name for another one");
        try
        {
            Directory.CreateDirectory(folder);
            var copy = Path.Combine(folder, description.File);
            if (copy != path)
                File.WriteAllBytes(copy, bytes);
            VocabularyFiles.Copy(description, Path.GetDirectoryName(path)!, folder);
            File.WriteAllText(written, ModelJson.Write(description));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{folder} cannot be written: {e.Message}", e);
        }
        return ModelFolder.Read(folder);
    }

    private static string FolderName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
}
