using CsCheck;
using Telemetry.Outgoing.Spooled;
using Xunit;

namespace Telemetry.Tests.Outgoing.Spooled;

public sealed class DeliveredNumbersTests
{
    private const int Most = 60;

    /// <summary>Against a plain set of numbers.</summary>
    [Fact]
    public void AddAndReopen_InAnyOrder_AreWhatASetSays() => Gen.Select(Gen.Int[1, Most], Gen.Int[0, 6], Gen.Int[0, 5]).List[0, 60].Sample(
        steps =>
        {
            var numbers = new DeliveredNumbers(0);
            var plain = new HashSet<long>();
            foreach (var (first, more, action) in steps)
            {
                var through = Through(plain);
                if (action == 0)
                {
                    numbers.Reopen(first);
                    if (first > through)
                        plain.Remove(first);
                }
                else
                {
                    numbers.Add(first, first + more);
                    plain.UnionWith(Enumerable.Range(first, more + 1).Select(number => (long)number));
                }
                Assert.Equal(Through(plain), numbers.Through);
                for (var number = 1; number <= Most + 10; number++)
                    Assert.Equal(plain.Contains(number), numbers.Contains(number));
                Assert.Equal(Holes(plain), numbers.Ranges);
                if (numbers.FirstHole is var (from, to))
                    Assert.Equal((Through(plain) + 1, plain.Where(number => number > from).Min() - 1), (from, to));
            }
        },
        iter: 1000);

    private static long Through(HashSet<long> plain)
    {
        var through = 0L;
        while (plain.Contains(through + 1))
            through++;
        return through;
    }

    private static int Holes(HashSet<long> plain) => plain.Count(number => !plain.Contains(number - 1) && number > 1);
}
