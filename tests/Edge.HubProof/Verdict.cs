namespace Edge.HubProof;

/// <summary>The last line of a proof.</summary>
internal static class Verdict
{
    /// <summary>The exit code that says: it cannot be tried here.</summary>
    public const int CannotBeTried = 77;

    public static int Of(bool holds, FormattableString figure)
    {
        Console.WriteLine($"{(holds ? "holds" : "FAILS")}: {FormattableString.Invariant(figure)}");
        return holds ? 0 : 1;
    }

    public static int Skip(string? reason)
    {
        Console.WriteLine($"skipped: {reason}");
        return CannotBeTried;
    }
}
