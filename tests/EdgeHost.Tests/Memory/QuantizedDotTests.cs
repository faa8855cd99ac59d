using System.Runtime.Intrinsics.X86;
using EdgeHost.Memory;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed unsafe class QuantizedDotTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(256)]
    [InlineData(1024)]
    public void Of_ExtremeAndRandomValues_IsTheSumInWholeNumbers(int length)
    {
        var largest = QuantizedDot.LargestQueryValue(length);
        var random = new Random(length);
        for (var round = 0; round < 200; round++)
        {
            var row = new sbyte[length];
            var query = new short[length];
            for (var i = 0; i < length; i++)
            {
                var extreme = round < 4;
                row[i] = (sbyte)(extreme ? (round % 2 == 0 ? 127 : -127) : random.Next(-127, 128));
                query[i] = (short)(extreme ? (round < 2 ? largest : -largest) : random.Next(-largest, largest + 1));
            }
            var expected = row.Zip(query, (r, q) => (long)r * q).Sum();
            fixed (sbyte* rows = row)
            fixed (short* queries = query)
            {
                Assert.Equal(expected, QuantizedDot.Of(rows, queries, length));
                Assert.Equal(expected, QuantizedDot.OfPortable(rows, queries, length));
                if (Avx2.IsSupported)
                    Assert.Equal(expected, QuantizedDot.OfAvx2(rows, queries, length));
            }
        }
    }
}
