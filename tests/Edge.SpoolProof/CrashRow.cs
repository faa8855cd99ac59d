using Telemetry.Tests.Spool.Proofs;

namespace Edge.SpoolProof;

internal static class CrashRow
{
    private const int MostOfOneLife = 2000;

    public static int Run(int count)
    {
        var states = 0;
        for (var seed = 1; states < count; seed++)
        {
            var life = new CrashStates(seed);
            life.Run(Math.Min(MostOfOneLife, count - states));
            states += life.States;
            if (life.Fault is { } fault)
            {
                Console.WriteLine(fault);
                return Verdict.Of(false, $"acknowledged records lost or misreported after {states} power cuts");
            }
        }
        return Verdict.Of(true, $"{states} power cuts, 0 acknowledged records lost, 0 failed starts");
    }
}
