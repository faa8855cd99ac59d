using System.Globalization;
using EdgeWorld;

namespace EdgeHost.Cameras;

/// <summary>
/// Where a camera's pictures come from: <c>scheme:address</c> with our own options behind. They follow a '?'
/// (<c>sim:pattern?size=640x360&amp;fps=30</c>), or a '#' where the '?' belongs to the camera's server
/// (<c>rtsp://host/stream?channel=1#transport=udp</c>); a <c>process:</c> command line takes none.
/// <see cref="Address"/> may hold a password; <see cref="ToString"/> never does.
/// </summary>
internal sealed record CameraUri
{
    private const string StreetWorld = "street";
    private static readonly string[] s_flags = ["1", "true", "yes", "on", "0", "false", "no", "off"];
    private readonly Dictionary<string, string> _options;
    private readonly string _redacted;

    private CameraUri(CameraScheme scheme, string address, Dictionary<string, string> options, string redacted)
    {
        Scheme = scheme;
        Address = address;
        _options = options;
        _redacted = redacted;
    }

    /// <summary>The street world's own options (<c>sim:street?seed=7</c>); null for every other camera.</summary>
    public string? World { get; private init; }

    /// <summary>Schemes as a user writes them, in the order of the alphabet.</summary>
    public static string Allowed => "file:, http:, https:, images:, process:, rtsp:, rtsps:, sim:, v4l2: or the path of a video";

    public CameraScheme Scheme { get; }

    /// <summary>The file, folder, device, command line or (for rtsp and http) whole URL, with its secrets.</summary>
    public string Address { get; }

    /// <summary>The source has a clock of its own and does not wait for us.</summary>
    public bool IsLive => Scheme is CameraScheme.Rtsp or CameraScheme.Http or CameraScheme.V4l2 or CameraScheme.Process;

    /// <summary>Start again at the end; <c>?loop</c> or <c>?loop=true</c>.</summary>
    public bool Loop => _options.TryGetValue("loop", out var value) && (value.Length == 0 || Array.IndexOf(s_flags, value) < 4);

    public static bool TryParse(string text, out CameraUri? uri, out string error)
    {
        uri = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            error = $"is empty; expected {Allowed}";
            return false;
        }
        var name = SchemeName(text);
        if (SchemeOf(name) is not { } scheme)
        {
            error = $"has the unknown scheme '{name}:'; expected {Allowed}";
            return false;
        }
        var rest = name.Length == 0 ? text : text[(name.Length + 1)..];
        var (address, optionText) = Split(scheme, scheme is CameraScheme.Rtsp or CameraScheme.Http ? text : rest);
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        error = ReadAddress(scheme, ref address) ?? "";
        var world = scheme == CameraScheme.Sim && address == StreetWorld ? $"sim:{StreetWorld}?{optionText}" : null;
        if (error.Length == 0)
            error = (world is null ? ReadOptions(scheme, optionText, options) : WorldFault(world)) ?? "";
        if (error.Length > 0)
            return false;
        uri = new CameraUri(scheme, address, options, CameraSecrets.Redact(text)) { World = world };
        return true;
    }

    /// <summary>An option's text, or null where it was not given.</summary>
    public string? Option(string name) => _options.GetValueOrDefault(name);

    /// <summary>An integer that was checked when the URI was parsed.</summary>
    public int Option(string name, int otherwise) =>
        _options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>A number that was checked when the URI was parsed.</summary>
    public double Option(string name, double otherwise) =>
        _options.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>A size (<c>640x360</c>) that was checked when the URI was parsed.</summary>
    public (int Width, int Height)? Size => _options.TryGetValue("size", out var text) ? CameraUriOption.ParseSize(text) : null;

    /// <summary>As the user wrote it, without the password.</summary>
    public override string ToString() => _redacted;

    private static string SchemeName(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return "";
        foreach (var letter in text.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.'))
                return ""; // a path with a colon further on
        }
        return text[..colon].ToLowerInvariant();
    }

    private static CameraScheme? SchemeOf(string name) => name switch
    {
        "" or "file" => CameraScheme.File,
        "sim" => CameraScheme.Sim,
        "rtsp" or "rtsps" => CameraScheme.Rtsp,
        "http" or "https" => CameraScheme.Http,
        "images" => CameraScheme.Images,
        "v4l2" => CameraScheme.V4l2,
        "process" => CameraScheme.Process,
        _ => null,
    };

    private static (string Address, string Options) Split(CameraScheme scheme, string text)
    {
        var at = scheme switch
        {
            CameraScheme.Process => -1,
            CameraScheme.Rtsp or CameraScheme.Http => text.LastIndexOf('#'),
            _ => text.LastIndexOf('?'),
        };
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static string? ReadAddress(CameraScheme scheme, ref string address)
    {
        switch (scheme)
        {
            case CameraScheme.Rtsp or CameraScheme.Http:
                return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host.Length > 0
                    ? null
                    : $"is no URL; expected e.g. {(scheme == CameraScheme.Rtsp ? "rtsp" : "http")}://host/path with '@' and '/' in a password written as %40 and %2F, found '{CameraSecrets.Redact(address)}'";
            case CameraScheme.Sim:
                address = address.Length == 0 ? "pattern" : address;
                return address is "pattern" or StreetWorld ? null : $"names the unknown simulation '{address}'; expected sim:pattern or sim:street";
            default:
                // file:///a%20b is an URL; file:a b is a path as it stands
                if (address.StartsWith("///", StringComparison.Ordinal))
                    address = Uri.UnescapeDataString(address[2..]);
                return address.Trim().Length > 0 && !address.Contains('\0', StringComparison.Ordinal)
                    ? null
                    : $"has nothing behind the colon; expected {Example(scheme)}";
        }
    }

    private static string? WorldFault(string world)
    {
        try
        {
            WorldOptions.Parse(world);
            return null;
        }
        catch (WorldException e)
        {
            return $"cannot be simulated: {e.Message}";
        }
    }

    private static string Example(CameraScheme scheme) => scheme switch
    {
        CameraScheme.Images => "images:folder",
        CameraScheme.V4l2 => "v4l2:/dev/video0",
        CameraScheme.Process => "process:command line",
        _ => "file:video.mp4",
    };

    private static string? ReadOptions(CameraScheme scheme, string text, Dictionary<string, string> options)
    {
        var allowed = CameraUriOption.For(scheme);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
            var option = Array.Find(allowed, o => o.Name.Equals(key, StringComparison.OrdinalIgnoreCase));
            if (option is null)
                return $"has the unknown option '{key}'; expected {(allowed.Length == 0 ? "none" : string.Join(", ", allowed.Select(o => o.Name)))}";
            if (!option.IsValid(value))
                return $"has {key}='{value}'; expected {option.Expected}";
            options[option.Name] = value;
        }
        return null;
    }
}
