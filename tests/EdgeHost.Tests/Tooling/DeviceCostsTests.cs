using EdgeHost.Configuration;
using EdgeHost.Tooling;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Xunit;

namespace EdgeHost.Tests.Tooling;

public sealed class DeviceCostsTests : IDisposable
{
    private static readonly ToolDeclaration s_find = PrimitiveCatalog.Standard.Tools.First(tool => tool.Name == "find");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-costs-");

    private string FilePath => Path.Combine(_folder.FullName, "new", "costs.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_WhatWasMeasuredHere_PricesWithIt()
    {
        Write("detector abc on CPU");
        var (profile, note) = DeviceCosts.Read(FilePath, ["detector abc on CPU"], []);
        Assert.Equal(new ToolCost(123, 4), profile.CostOf(s_find));
        Assert.Contains("as measured on this device", note, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(FilePath)!, "*.partial"));
    }

    [Fact]
    public void Read_Absent_TakesTheDeclaredCostsAndSaysSo()
    {
        var (profile, note) = DeviceCosts.Read(FilePath, ["detector abc on CPU"], []);
        Assert.Equal(s_find.Cost, profile.CostOf(s_find));
        Assert.Contains("edgehost tune", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detector abc on CPU", "detector xyz on CPU", null)]
    [InlineData("detector abc on CPU", "detector abc on CUDA", null)]
    [InlineData("detector abc on CPU", "detector abc on CPU", "another board, 4 cores, arm64")]
    public void Read_OfOtherEnginesOrAnotherDevice_IsNotUsed(string measured, string here, string? device)
    {
        Write(measured, device);
        var (profile, note) = DeviceCosts.Read(FilePath, [here], []);
        Assert.Equal(s_find.Cost, profile.CostOf(s_find));
        Assert.Contains("was measured with", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"tools\": {\"find\": {\"fixed_micros\": -5}}}")]
    [InlineData("not json")]
    public void Read_NoProfile_SaysWhichFileAndTheWayOut(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);
        var message = Assert.Throws<SettingsException>(() => DeviceCosts.Read(FilePath, ["x"], [])).Message;
        Assert.Contains(FilePath, message, StringComparison.Ordinal);
        Assert.Contains("edgehost tune", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Huge_IsNotRead()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, new string(' ', 2_000_000));
        Assert.Contains("2000000 bytes", Assert.Throws<SettingsException>(() => DeviceCosts.Read(FilePath, ["x"], [])).Message, StringComparison.Ordinal);
    }

    private void Write(string engine, string? device = null) => DeviceCosts.Write(FilePath, new CostProfile
    {
        Device = device ?? DeviceName.Read(),
        Engines = [engine],
        Tools = new Dictionary<string, ToolCost> { ["find"] = new(123, 4) },
    });
}
