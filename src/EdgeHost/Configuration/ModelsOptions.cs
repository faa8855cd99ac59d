namespace EdgeHost.Configuration;

/// <summary>Section <c>Models</c>.</summary>
internal sealed class ModelsOptions
{
    /// <summary>The camera and the model of a host that is told nothing.</summary>
    public const string ShippedCamera = "sim:street?seed=7&scenario=crossing";
    public const string ShippedModel = "street-detector";

    private const string PatternModel = "pattern";

    /// <summary>Folders searched for <c>model.json</c>, before those shipped beside the program. Default: <c>models</c> in the working
    /// directory.</summary>
    public List<string> Roots { get; set; } = [];

    /// <summary>Model of a camera that names none: a name from the roots, or a path. Null: the one that ships, which for <c>sim:pattern</c>
    /// is the one that knows the pattern.</summary>
    public string? Default { get; set; }

    /// <summary>The model for a camera.</summary>
    /// <param name="model">As the camera names it, or null.</param>
    public string For(string? model, string cameraUri) => model ?? Default ?? (IsPattern(cameraUri) ? PatternModel : ShippedModel);

    private static bool IsPattern(string uri) =>
        uri.StartsWith("sim:", StringComparison.OrdinalIgnoreCase) && !uri.StartsWith("sim:street", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where to look, in order.</summary>
    public IEnumerable<string> SearchRoots() =>
        [.. Roots.Count == 0 ? ["models"] : Roots, Path.Combine(AppContext.BaseDirectory, "models")];
}
