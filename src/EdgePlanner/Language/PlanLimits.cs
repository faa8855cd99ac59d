namespace EdgePlanner.Language;

/// <summary>Caps that keep every plan small whatever wrote it.</summary>
public static class PlanLimits
{
    /// <summary>Statements of a plan, the return among them.</summary>
    public const int Statements = 24;

    /// <summary>UTF-8 bytes of a text in a plan.</summary>
    public const int TextBytes = 64;

    /// <summary>UTF-8 bytes of a whole plan.</summary>
    public const int SourceBytes = 8 * 1024;

    /// <summary>Arguments of one call: more than any plan has names to give.</summary>
    public const int Arguments = 32;

    /// <summary>Messages about one plan; what follows from too many mistakes helps nobody.</summary>
    public const int Diagnostics = 16;
}
