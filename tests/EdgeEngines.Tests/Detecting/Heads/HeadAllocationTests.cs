using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Tensors;

using Xunit;

namespace EdgeEngines.Tests.Detecting.Heads;

public sealed class HeadAllocationTests
{
    public static TheoryData<string> Cases => [.. HeadCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_AfterTheFirst_AllocatesNothing(string name)
    {
        // A low threshold: candidates overflow, are ranked and suppressed.
        using var one = HeadCases.Create(name, new Random(5), 320, 320, 20, threshold: 0.01f);
        var model = one.Model with { Head = one.Model.Head! with { NmsIou = 0.5f, MaxDetections = 100 } };
        var head = DetectionHead.Create(model, [.. one.Outputs.Select(output => output.Output)]);
        var placement = new Placement(0.5f, 0.5f, 0, 0, 640, 640);
        var found = new DetectionBuffer();
        head.Decode(0, placement, found);
        Assert.NotEqual(0, found.Count);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 10; i++)
                head.Decode(i % 2, placement, found);
        }));
    }
}
