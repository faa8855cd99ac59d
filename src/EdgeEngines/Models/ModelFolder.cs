namespace EdgeEngines.Models;

/// <summary>A folder with a <c>model.json</c> and the weights that it describes.</summary>
public sealed class ModelFolder
{
    public const string DescriptionFile = "model.json";

    /// <summary>A description with thousands of labels stays far below.</summary>
    private const long LargestDescriptionBytes = 4 << 20;

    private ModelFolder(string path, ModelDescription description, IReadOnlyList<string> unknownFields)
    {
        Path = path;
        Description = description;
        UnknownFields = unknownFields;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    public ModelDescription Description { get; }

    /// <summary>Fields of the file that have no meaning here: misspelt, or from a newer version.</summary>
    public IReadOnlyList<string> UnknownFields { get; }

    /// <summary>Full path of the weights.</summary>
    public string ModelPath => System.IO.Path.Combine(Path, Description.File);

    /// <summary>The same weights under a changed description; what is on disk stays as it is.</summary>
    public ModelFolder With(Func<ModelDescription, ModelDescription> change) => new(Path, change(Description), UnknownFields);

    /// <param name="path">The folder, its <c>model.json</c>, or the ONNX file beside it.</param>
    /// <exception cref="ModelException">Absent, unreadable or wrong; everything that is wrong is listed.</exception>
    public static ModelFolder Read(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var folder = Directory.Exists(full) ? full : System.IO.Path.GetDirectoryName(full)!;
        var descriptionPath = System.IO.Path.Combine(folder, DescriptionFile);
        if (!Directory.Exists(full) && !File.Exists(full))
            throw new ModelException($"there is no model at {full}: expected a folder with a {DescriptionFile}");
        if (!File.Exists(descriptionPath))
            throw new ModelException(MissingDescription.Message(folder, full));
        var read = Parse(folder, ReadText(descriptionPath, LargestDescriptionBytes), descriptionPath);
        if (full.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && read.ModelPath != full)
            throw new ModelException($"{descriptionPath} describes '{read.Description.File}', not '{System.IO.Path.GetFileName(full)}': add that file with 'models add'");
        return read;
    }

    private static ModelFolder Parse(string folder, string text, string from)
    {
        List<string> problems = [], unknown = [];
        var description = ModelJson.Read(text, problems, unknown);
        if (description is not null)
        {
            ModelRules.Check(description, problems);
            if (problems.Count == 0)
                description = WithLabels(folder, description, problems);
        }
        if (description is null || problems.Count > 0)
            throw new ModelException(Listed(from, problems, unknown));
        return new ModelFolder(folder, description with { Sha256 = description.Sha256.ToLowerInvariant() }, unknown);
    }

    private static ModelDescription WithLabels(string folder, ModelDescription description, List<string> problems)
    {
        if (description.LabelsFile is not { } file)
            return description;
        try
        {
            return description with { Labels = LabelLines.Read(System.IO.Path.Combine(folder, file)) };
        }
        catch (ModelException e)
        {
            problems.Add($"'labels_file': {e.Message}");
            return description;
        }
    }

    private static string Listed(string from, List<string> problems, List<string> unknown)
    {
        var lines = problems.Concat(unknown.Select(field => $"'{field}' is no field of a model description (misspelt?)"));
        return $"{from} cannot be used:\n  - {string.Join("\n  - ", lines)}\nEach field is explained in docs/models.md.";
    }

    internal static string ReadText(string path, long mostBytes)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= mostBytes ? File.ReadAllText(path) : throw new ModelException($"{path} has {length} bytes; at most {mostBytes} are taken");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
