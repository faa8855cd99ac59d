using System.ComponentModel.DataAnnotations;

namespace RewardHub.Access;

/// <summary>Section <c>Admin</c>. Without either, nobody is the administrator and those requests are refused.</summary>
internal sealed class AdminOptions
{
    /// <summary>A file that holds the administrator's token, at least 16 characters.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Or its SHA-256 in hex, so that the hub never sees the token before it is used.</summary>
    [RegularExpression("^[0-9A-Fa-f]{64}$", ErrorMessage = "Admin:TokenSha256 must be 64 hex digits")]
    public string? TokenSha256 { get; set; }
}
