namespace EdgeEngines.Models.Adding;

/// <summary>A third-party file to be described.</summary>
public sealed record AddRequest
{
    public required string OnnxFile { get; init; }

    /// <summary>One class name a line.</summary>
    public string? LabelsFile { get; init; }

    /// <summary>Fields of model.json that the user knows better: <c>input.mean=[0,0,0]</c>, <c>labels=cat,dog</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Null takes the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>Folder of models: the file is copied to <c>folder/name/</c>. Null writes model.json beside the file.</summary>
    public string? ModelsDirectory { get; init; }

    /// <summary>Where the file came from, for the record.</summary>
    public string? Source { get; init; }

    /// <summary>Replaces a model.json that is there already.</summary>
    public bool Overwrite { get; init; }
}
