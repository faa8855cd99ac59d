using System.Text.RegularExpressions;

namespace EdgeHost.Cameras;

/// <summary>Takes passwords out of any text on its way to a log, a status or an error: URIs, command lines, what ffmpeg says.</summary>
internal static partial class CameraSecrets
{
    public static string Redact(string text)
    {
        if (text.Contains("//", StringComparison.Ordinal))
            text = UserInfo().Replace(text, "//***@");
        return text.Contains('=', StringComparison.Ordinal) ? QueryValue().Replace(text, "$1***") : text;
    }

    // A password may itself hold an '@', so everything up to the last one before the path goes.
    [GeneratedRegex("""//[^/\s"'?#]+@""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex("""((?:password|passwd|pass|pwd|token|secret|key|auth)=)[^&\s"'#]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueryValue();
}
