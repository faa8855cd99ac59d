namespace EdgeEngines.Tests;

internal static class Allocations
{
    /// <summary>Bytes that the work allocates on this thread when nothing else does: the least of up to 20 rounds. The first rounds may pay for
    /// tiered compilation, and for what a collection leaves of the thread's allocation buffer; what the work itself allocates is in every round.</summary>
    public static long Least(Action work)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 20 && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
