using Telemetry.Uploading;
using Xunit;

namespace Telemetry.Tests.Uploading;

public sealed class MeteredRouteTests : IDisposable
{
    private const string Head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("routes-").FullName;
    private readonly UploadOptions _options = new() { Network = UploadNetwork.Unmetered, MeteredInterfaces = ["wwan*", "usb0"] };

    [Theory]
    [InlineData("wwan0\t00000000\t0100A8C0\t0003\t0\t0\t700\t00000000\t0\t0\t0\n", "wwan0")]
    [InlineData("wwan0\t00000000\t0100A8C0\t0003\t0\t0\t700\t00000000\t0\t0\t0\nwlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n", null)]
    [InlineData("usb0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", "usb0")]
    [InlineData("usb01\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", null)]
    [InlineData("wwan0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", null)]
    [InlineData("", null)]
    public void InTheWay_TheDefaultRouteDecides(string routes, string? metered) => Assert.Equal(metered, Route(Head + routes, "").InTheWay());

    [Fact]
    public void InTheWay_OnlyIpv6OverAModem_IsMetered() => Assert.Equal("wwan0", Route(Head,
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003    wwan0\n"
        + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n").InTheWay());

    [Fact]
    public void InTheWay_AnyNetwork_NeverIs()
    {
        _options.Network = UploadNetwork.Any;
        Assert.Null(Route(Head + "wwan0\t00000000\t0100A8C0\t0003\t0\t0\t700\t00000000\t0\t0\t0\n", "").InTheWay());
    }

    private MeteredRoute Route(string v4, string v6)
    {
        var (routes, routes6) = (Path.Combine(_folder, "route"), Path.Combine(_folder, "ipv6_route"));
        File.WriteAllText(routes, v4);
        File.WriteAllText(routes6, v6);
        return new MeteredRoute(_options, routes, routes6);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
