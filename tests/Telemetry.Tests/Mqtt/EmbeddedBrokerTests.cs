using System.Net;
using System.Net.Sockets;
using System.Text;
using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class EmbeddedBrokerTests : LinkFixture
{
    [Fact]
    public async Task Link_WithoutAHost_PublishesToTheEmbeddedBroker()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        await using var watcher = await RawClient.ConnectAsync(broker.EndPoint.Port, "watcher");
        await watcher.SubscribeAsync("edge/#");
        var link = NewLink(new MqttOptions { Device = "box" }, local: broker);
        Publish(link, "cam/events", "before", Delivery.Event); // not even started
        link.Start();
        Assert.Equal(("edge/box/status", "online"), await watcher.NextAsync() is var first ? (first.Topic, first.Text) : default);
        Assert.Equal("before", (await watcher.NextAsync("edge/box/cam/events")).Text);
        Assert.Contains("(embedded)", (await link.WhenConnectedAsync()).Broker, StringComparison.Ordinal);
        await link.StopAsync();
        Assert.Equal("offline", (await watcher.NextAsync("edge/box/status")).Text);
    }

    [Fact]
    public async Task StartAsync_PortTaken_TakesTheNextAndSaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var broker = await EmbeddedBroker.StartAsync(Log, port);
        Assert.NotEqual(port, broker.EndPoint.Port);
        Assert.Equal(IPAddress.Loopback, broker.EndPoint.Address);
        Assert.Equal(1, Log.Count(3014));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clients_WithoutANameOfTheirOwn_AreGivenOneEach(bool v5)
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        await using var first = await RawClient.ConnectAsync(broker.EndPoint.Port, "", v5);
        await using var second = await RawClient.ConnectAsync(broker.EndPoint.Port, "", v5);
        await first.SubscribeAsync("a/#");
        await second.SubscribeAsync("a/#");
        await second.PublishAsync("a/b", [1]);
        Assert.Equal("a/b", (await first.NextAsync()).Topic);
        Assert.Equal("a/b", (await second.NextAsync()).Topic);
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosed()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        var clients = new List<RawClient>();
        for (var i = 0; i < 64; i++)
            clients.Add(await RawClient.ConnectAsync(broker.EndPoint.Port, $"c{i}"));
        using var surplus = new TcpClient();
        await surplus.ConnectAsync(broker.EndPoint);
        Assert.Equal(0, await surplus.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(LinkExtensions.Limit));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Client_AnnouncesAHugePacket_IsThrownOutWithoutTheMemory()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        await using var client = await RawClient.ConnectAsync(broker.EndPoint.Port, "huge");
        var before = GC.GetTotalAllocatedBytes();
        await client.SendRawAsync([0x20, .. RawClient.Length(200_000_000)]); // no PUBLISH
        Assert.True(await client.IsClosedAsync());
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20_000_000);
    }

    [Fact]
    public async Task Client_RetainsWithoutEnd_IsBoundedInBytes()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        await using var client = await RawClient.ConnectAsync(broker.EndPoint.Port, "hoarder");
        var codes = new List<int>();
        for (var i = 0; i < 18; i++)
        {
            await client.PublishAsync($"hoard/{i}", new byte[4_000_000], retain: true, qos: 1);
            var (type, body) = await client.ReadAsync();
            Assert.Equal(0x40, type);
            codes.Add(body.Length > 2 ? body[2] : 0);
        }
        Assert.All(codes[..16], code => Assert.InRange(code, 0, 0x7F));
        Assert.All(codes[17..], code => Assert.Equal(0x97, code)); // quota exceeded
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_WithoutIdentifier_IsServed(bool v5)
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        await using var first = await RawClient.ConnectAsync(broker.EndPoint.Port, "", v5);
        await using var second = await RawClient.ConnectAsync(broker.EndPoint.Port, "", v5);
        await first.SubscribeAsync("a");
        await second.PublishAsync("a", "hello"u8.ToArray());
        Assert.Equal("hello", (await first.NextAsync()).Text);
    }

    [Fact]
    public async Task Client_OfTheOlderProtocol_IsServed()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        await using var watcher = await RawClient.ConnectAsync(broker.EndPoint.Port, "old", v5: false);
        await watcher.SubscribeAsync("a/+");
        await using var other = await RawClient.ConnectAsync(broker.EndPoint.Port, "new");
        await other.PublishAsync("a/b", Encoding.UTF8.GetBytes("hello"));
        Assert.Equal("hello", (await watcher.NextAsync()).Text);
    }
}
