using System.ComponentModel.DataAnnotations;

namespace RewardHub;

/// <summary>Section <c>Hub</c>.</summary>
internal sealed class HubOptions
{
    /// <summary>Told to devices with every answer (<c>Edge-Hub</c>). One name for all hubs before one database: a device that expects another
    /// one keeps its records.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,64}$", ErrorMessage = "Hub:Name must be 1 to 64 of A-Z a-z 0-9 . _ -")]
    public string Name { get; set; } = "hub";
}
