using System.Text.RegularExpressions;

namespace RewardHub.Devices;

internal static partial class DeviceName
{
    public const string Expected = "1 to 64 of A-Z a-z 0-9 . _ -";

    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
