using Telemetry.Tests.Spool.Proofs;

namespace Edge.SpoolProof;

internal static class DamageRow
{
    private const int MostOfOneSpool = 200;

    public static int Run(int count)
    {
        var (done, withLoss) = (0, 0);
        for (var seed = 1; done < count; seed++)
        {
            using var spool = new Mutations(seed);
            spool.Run(Math.Min(MostOfOneSpool, count - done));
            done += spool.Count;
            withLoss += spool.WithLoss;
            if (spool.Fault is { } fault)
            {
                Console.WriteLine(fault);
                return Verdict.Of(false, $"a start failed, or a loss was not told, after {done} mutations");
            }
        }
        return Verdict.Of(true, $"{done} mutations, 0 failed starts, {withLoss} cost records, 0 losses untold");
    }
}
