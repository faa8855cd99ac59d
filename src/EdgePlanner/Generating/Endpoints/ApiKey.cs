namespace EdgePlanner.Generating.Endpoints;

/// <summary>The key that a server asks for. It stands in a request's header and nowhere else.</summary>
internal static class ApiKey
{
    private const int MostCharacters = 4096;

    /// <returns>Null where none is configured.</returns>
    /// <exception cref="TextModelException">It is configured and cannot be read.</exception>
    public static string? Read(ChatModelOptions options) => TryRead(options, out var key, out var fault) ? key : throw new TextModelException(fault);

    /// <returns>Null where nothing is wrong.</returns>
    public static string? Fault(ChatModelOptions options) => TryRead(options, out _, out var fault) ? null : fault;

    private static bool TryRead(ChatModelOptions options, out string? key, out string fault)
    {
        (key, fault) = (null, "");
        if (options.KeyVariable is null && options.KeyFile is null)
            return true;
        var where = options.KeyVariable is { } variable ? $"{nameof(options.KeyVariable)} is '{variable}'" : $"{nameof(options.KeyFile)} is '{options.KeyFile}'";
        try
        {
            key = (options.KeyVariable is { } name ? Environment.GetEnvironmentVariable(name) : File.ReadAllText(options.KeyFile!))?.TrimEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"{where}: it cannot be read ({e.GetType().Name})";
            return false;
        }
        // The header's own error would show the key.
        if (key is { Length: > 0 and <= MostCharacters } && key.All(c => c is > ' ' and < '\u007f'))
            return true;
        (key, fault) = (null, $"{where}: expected one line of letters, digits and signs there");
        return false;
    }
}
