using System.Globalization;
using System.Text;
using EdgeWorld.Scenarios;
using EdgeWorld.Viewing;

namespace EdgeWorld;

/// <summary>Which world to simulate and from where to look at it. The same options give the same scene graphs everywhere.</summary>
public sealed record WorldOptions
{
    public const string Scheme = "sim:";

    public ulong Seed { get; init; } = 7;

    /// <summary>One of <see cref="ScenarioCatalog.Names"/>.</summary>
    public string Scenario { get; init; } = "crossing";

    /// <summary>Frames per second of the camera. The world itself always steps at 120 Hz.</summary>
    public double Fps { get; init; } = 30;

    public int Width { get; init; } = 640;

    public int Height { get; init; } = 360;

    /// <summary>Null takes the scenario's own view.</summary>
    public ViewKind? View { get; init; }

    /// <summary>Null draws the light from the seed.</summary>
    public LightKind? Light { get; init; } = LightKind.Day;

    /// <summary>Reads <c>sim:street?seed=7&amp;scenario=crossing&amp;fps=30&amp;size=640x360&amp;view=pole&amp;light=dusk</c>.</summary>
    public static WorldOptions Parse(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal))
            throw new WorldException($"'{uri}' is not a simulated camera: expected {Scheme}street?seed=7&scenario=crossing");
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        var world = query < 0 ? uri[Scheme.Length..] : uri[Scheme.Length..query];
        if (world is not "street")
            throw new WorldException($"world '{world}' of '{uri}' is unknown: the only one is street, as in {Scheme}street?seed=7");
        var options = new WorldOptions();
        if (query >= 0)
        {
            foreach (var pair in uri[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
                options = options.With(pair, uri);
        }
        options.Check();
        return options;
    }

    /// <summary>As <see cref="Parse"/> reads it; what is as it would be anyway is left out.</summary>
    public string ToUri()
    {
        var otherwise = new WorldOptions();
        var uri = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Scheme}street?scenario={Scenario}&seed={Seed}"));
        if (Fps != otherwise.Fps)
            uri.Append(CultureInfo.InvariantCulture, $"&fps={Fps}");
        if ((Width, Height) != (otherwise.Width, otherwise.Height))
            uri.Append(CultureInfo.InvariantCulture, $"&size={Width}x{Height}");
        if (View is { } view)
            uri.Append(CultureInfo.InvariantCulture, $"&view={view.ToString().ToLowerInvariant()}");
        if (Light != otherwise.Light)
            uri.Append(CultureInfo.InvariantCulture, $"&light={Light?.ToString().ToLowerInvariant() ?? "any"}");
        return uri.ToString();
    }

    /// <summary>Refuses what cannot be simulated, naming what can.</summary>
    public void Check()
    {
        ScenarioCatalog.Check(Scenario, View);
        if (Width is < 64 or > 1920 || Height is < 48 or > 1080)
            throw new WorldException($"size {Width}x{Height} is not supported: width 64 to 1920, height 48 to 1080, as in size=640x360");
        if (!(Fps is >= 1 and <= 120))
            throw new WorldException($"fps {Fps.ToString(CultureInfo.InvariantCulture)} is not supported: 1 to 120");
    }

    private WorldOptions With(string pair, string uri)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? pair : pair[..equals];
        var value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
        return key switch
        {
            "seed" => this with { Seed = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : throw Wrong("a whole number from 0") },
            "scenario" => this with { Scenario = value },
            "fps" => this with { Fps = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var fps) ? fps : throw Wrong("a number from 1 to 120") },
            "size" => Sized(value) ?? throw Wrong("WIDTHxHEIGHT, as in 640x360"),
            "view" => this with { View = value is "any" ? null : Named<ViewKind>(value) ?? throw Wrong(Choices<ViewKind>()) },
            "light" => this with { Light = value is "any" ? null : Named<LightKind>(value) ?? throw Wrong(Choices<LightKind>() + ", any") },
            _ => throw new WorldException($"'{key}' in '{uri}' is unknown: expected seed, scenario, fps, size, view or light"),
        };

        WorldException Wrong(string expected) => new($"{key} '{value}' in '{uri}' is not valid: expected {expected}");
    }

    private WorldOptions? Sized(string value)
    {
        var cross = value.IndexOf('x', StringComparison.Ordinal);
        return cross > 0
            && int.TryParse(value.AsSpan(0, cross), NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(value.AsSpan(cross + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? this with { Width = width, Height = height }
            : null;
    }

    private static T? Named<T>(string value)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var result) && Enum.IsDefined(result) && !char.IsDigit(value[0]) ? result : null;

    private static string Choices<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
}
