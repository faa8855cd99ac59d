namespace EdgeHost.Configuration;

/// <summary>Section <c>Models</c>.</summary>
internal sealed class ModelsOptions
{
    /// <summary>Folders searched for <c>model.json</c>, before those shipped beside the program. Default: <c>models</c> in the working
    /// directory.</summary>
    public List<string> Roots { get; set; } = [];

    /// <summary>Model of a camera that names none: a name from the roots, or a path.</summary>
    public string Default { get; set; } = "pattern";

    /// <summary>Where to look, in order.</summary>
    public IEnumerable<string> SearchRoots() =>
        [.. Roots.Count == 0 ? ["models"] : Roots, Path.Combine(AppContext.BaseDirectory, "models")];
}
