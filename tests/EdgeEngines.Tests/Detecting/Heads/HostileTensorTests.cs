using EdgeEngines.Detecting;
using EdgeEngines.Tensors;

using Xunit;

namespace EdgeEngines.Tests.Detecting.Heads;

public sealed class HostileTensorTests
{
    private static readonly Placement s_placement = new(0.5f, 0.5f, 0, 16, 256, 192);

    public static TheoryData<string> Cases => [.. HeadCases.Names];

    public static TheoryData<string, float> CasesAndValues
    {
        get
        {
            var data = new TheoryData<string, float>();
            foreach (var name in HeadCases.Names)
            {
                foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 1, 0 })
                    data.Add(name, value);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CasesAndValues))]
    public void Decode_EveryNumberTheSame_GivesOnlyProperDetections(string name, float value)
    {
        using var one = HeadCases.Create(name, new Random(1), 128, 128, 5);
        foreach (var output in one.Outputs)
            output.Values.Fill(value);

        var found = one.Decode(0, s_placement);

        AssertProper(found, labels: 5);
        if (!float.IsFinite(value))
            Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_AnyBitsAtAll_GivesOnlyProperDetections(string name)
    {
        var random = new Random(7);
        using var one = HeadCases.Create(name, random, 128, 128, 5, threshold: 0);
        for (var round = 0; round < 20; round++)
        {
            foreach (var output in one.Outputs)
                random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(output.Values));

            AssertProper(one.Decode(1, s_placement), labels: 5);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_NanBesideGoodNumbers_LosesOnlyItsOwnCell(string name)
    {
        using var one = HeadCases.Create(name, new Random(3), 128, 128, 5, threshold: 0.2f);
        var before = one.Decode(0, s_placement).Length;
        Assert.True(before > 3, $"only {before} detections to begin with");

        // The first value of each output belongs to one cell, or to one number of one cell.
        foreach (var output in one.Outputs)
            output.Values[0] = float.NaN;

        Assert.InRange(one.Decode(0, s_placement).Length, before - 3, before);
    }

    private static void AssertProper(Detection[] found, int labels)
    {
        foreach (var one in found)
        {
            Assert.InRange(one.Score, 0, 1);
            Assert.InRange(one.Class, 0, labels - 1);
            Assert.InRange(one.BoxInSource.Left, 0, 256);
            Assert.InRange(one.BoxInSource.Right, 0, 256);
            Assert.InRange(one.BoxInSource.Top, 0, 192);
            Assert.InRange(one.BoxInSource.Bottom, 0, 192);
            Assert.True(one.BoxInSource.Area > 0, $"{one} is empty");
        }
    }
}
