namespace Edge.SpoolProof;

/// <summary>The last line of a proof.</summary>
internal static class Verdict
{
    public static int Of(bool holds, FormattableString figure)
    {
        Console.WriteLine($"{(holds ? "holds" : "FAILS")}: {FormattableString.Invariant(figure)}");
        return holds ? 0 : 1;
    }

    public static int CannotBeTried(string why)
    {
        Console.WriteLine($"skipped: {why}");
        return 77;
    }
}
