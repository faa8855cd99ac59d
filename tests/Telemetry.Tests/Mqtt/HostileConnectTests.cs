using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

/// <summary>Brokers, and what is none, up to their consent to a connection.</summary>
public sealed class HostileConnectTests : LinkFixture
{
    [Fact]
    public async Task Connect_NobodyListens_StartReturnsAndTheFaultIsSaid()
    {
        var link = NewLink(Options(Mosquitto.FreePort()));
        Assert.Contains("refused", await FaultAsync(link), StringComparison.OrdinalIgnoreCase);
        Assert.True(Publish(link, "cam/events", "kept", Delivery.Event));
    }

    [Theory]
    [InlineData(0x86, "User")]
    [InlineData(0x88, "ServerUnavailable")]
    [InlineData(0x97, "QuotaExceeded")]
    public async Task Connect_BrokerRefuses_SaysWhy(int code, string expected)
    {
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync((byte[])[0x20, 3, 0, (byte)code, 0], stop);
            await RawClient.ReadPacketAsync(stream, stop);
        });
        Assert.Contains(expected, await FaultAsync(NewLink(Options(broker.Port))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]  // answers in the old form
    [InlineData(false)] // hangs up
    public async Task Connect_BrokerKnowsOnly311_FallsBack(bool answers)
    {
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            var (_, body) = await RawClient.ReadPacketAsync(stream, stop);
            if (body[6] == 5)
            {
                if (answers)
                    await stream.WriteAsync((byte[])[0x20, 2, 0, 1], stop);
                return;
            }
            await stream.WriteAsync(ScriptedBroker.Accept(v5: false), stop);
            while (true)
                await RawClient.ReadPacketAsync(stream, stop);
        });
        var link = NewLink(Options(broker.Port));
        link.Start();
        Assert.Equal("MQTT 3.1.1", (await link.WhenConnectedAsync()).Detail);
    }

    [Fact]
    public async Task Connect_BrokerRefusesTheWill_GoesOnWithout()
    {
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            var (_, body) = await RawClient.ReadPacketAsync(stream, stop);
            var hasWill = (body[7] & 0x04) != 0;
            await stream.WriteAsync(hasWill ? [0x20, 3, 0, 0x9A, 0] : ScriptedBroker.Accept(v5: true, 0x25, 0), stop);
            while (true)
                await RawClient.ReadPacketAsync(stream, stop);
        });
        var link = NewLink(Options(broker.Port));
        link.Start();
        await link.WhenConnectedAsync();
        Assert.Equal((1, 1), (Log.Count(3009), Log.Count(3010)));
    }

    [Theory]
    [InlineData("closes")]
    [InlineData("garbage")]
    [InlineData("http")]
    [InlineData("endless length")]
    [InlineData("short acknowledgement")]
    public async Task Connect_NotABroker_IsAFaultAndTriedAgain(string kind)
    {
        var twice = new TaskCompletionSource();
        await using var broker = new ScriptedBroker(async (stream, number, stop) =>
        {
            if (number >= 2)
                twice.TrySetResult();
            byte[] answer = kind switch
            {
                "closes" => [],
                "garbage" => [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 37))],
                "http" => "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
                "endless length" => [0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                _ => [0x20, 1, 0],
            };
            await stream.WriteAsync(answer, stop);
            if (answer.Length > 0)
            {
                while (true)
                    await RawClient.ReadPacketAsync(stream, stop);
            }
        });
        Assert.NotEmpty(await FaultAsync(NewLink(Options(broker.Port))));
        await twice.Task.WaitAsync(LinkExtensions.Limit);
        Assert.True(kind != "http" || Log.Entries.Any(entry => entry.Text.Contains("port of a broker", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Connect_BrokerSaysNothing_IsGivenUpInTime()
    {
        await using var broker = new ScriptedBroker((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        var options = Options(broker.Port);
        options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        Assert.Contains("no answer within", await FaultAsync(NewLink(options)), StringComparison.Ordinal);
    }
}
