namespace EdgeHost.Doctor;

internal enum Health
{
    Good,

    /// <summary>Not there, and nothing that is configured needs it.</summary>
    Missing,

    /// <summary>Configured, and does not work.</summary>
    Broken,
}

/// <param name="Remedy">What to do; null where nothing need be done.</param>
internal readonly record struct Finding(Health Health, string What, string Found, string? Remedy = null);
