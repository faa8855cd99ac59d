using System.Net;
using System.Net.Sockets;
using System.Text;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace RewardHub.Tests.Uploads;

public sealed class CapTests(PostgresFixture postgres)
{
    private const int Mebibyte = 1 << 20;

    [Fact]
    public async Task ZstdBomb_Is413AndCostsNoMoreThanTheCap()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var bomb = TestDevice.Zstd(new byte[512 * Mebibyte]);
        Assert.True(bomb.Length < Mebibyte, $"{bomb.Length} bytes");
        var before = GC.GetTotalAllocatedBytes();
        var answer = await device.SendAsync(device.Make(1, 1, 0, TestDevice.Body(device.Reward(1)), sent: bomb, coding: "zstd"));
        var allocated = GC.GetTotalAllocatedBytes() - before;
        answer.Is(HttpStatusCode.RequestEntityTooLarge, "before compression", "8,388,608");
        Assert.Equal(8 * Mebibyte, (int)answer.Json["max_bytes"]!);
        Assert.True(allocated < 64 * Mebibyte, $"{allocated} bytes were allocated");
    }

    [Fact]
    public async Task ZstdFrame_WithAHugeWindow_Is413()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        using var compressor = new Compressor(3);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, 27);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_contentSizeFlag, 0);
        using var packed = new MemoryStream();
        using (var stream = new CompressionStream(packed, compressor, leaveOpen: true))
            stream.Write(new byte[300]);
        (await device.SendAsync(device.Make(1, 1, 0, new byte[300], sent: packed.ToArray(), coding: "zstd"))).Is(HttpStatusCode.RequestEntityTooLarge, "window");
    }

    [Fact]
    public async Task Zstd_CutOffOrNone_Is400()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var body = TestDevice.Body([.. Enumerable.Range(1, 50).Select(seq => device.Reward(seq))]);
        var packed = TestDevice.Zstd(body);
        (await device.SendAsync(device.Make(1, 50, 0, body, sent: packed[..^10], coding: "zstd"))).Is(HttpStatusCode.BadRequest, "zstd");
        (await device.SendAsync(device.Make(1, 50, 0, body, coding: "zstd"))).Is(HttpStatusCode.BadRequest, "zstd");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Coding_Unknown_Is415(string coding)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(device.Make(1, 1, 0, TestDevice.Body(device.Reward(1)), coding: coding))).Is(HttpStatusCode.UnsupportedMediaType, "zstd", coding);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_CompressedAboveTheCap_Is413(bool chunked)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var noise = new byte[Mebibyte + 1];
        new Random(7).NextBytes(noise);
        var request = device.Make(1, 1, 0, noise, sent: noise, coding: "zstd");
        request.Headers.TransferEncodingChunked = chunked;
        var answer = await device.SendAsync(request);
        answer.Is(HttpStatusCode.RequestEntityTooLarge, "as sent", "1,048,576");
        Assert.Equal(Mebibyte, (int)answer.Json["max_bytes"]!);
    }

    [Fact]
    public async Task Line_OfOneMebibyte_IsTakenAndOneByteMoreIsNot()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        string Of(int bytes) => device.Line(1, "event", $$"""{"a":"{{new string('x', bytes - device.Line(1, "event", "{\"a\":\"\"}").Length)}}"}""");
        (await device.SendAsync(1, 1, 0, Of(Mebibyte + 1))).Is(HttpStatusCode.RequestEntityTooLarge, "line 1");
        (await device.SendAsync(1, 1, 0, Of(Mebibyte))).Is(1, 0, 1);
    }

    [Fact]
    public async Task Lines_TenThousand_AreTakenAndOneMoreIsNot()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var lines = Enumerable.Range(1, 10_001).Select(seq => device.Line(seq, "event", "{}")).ToArray();
        (await device.SendAsync(1, 10_001, 0, lines)).Is(HttpStatusCode.RequestEntityTooLarge, "10,000");
        (await device.SendAsync(1, 10_001, 0, lines[..^1])).Is(10_000, 0, 10_001);
    }

    [Fact]
    public async Task Body_WithinSecondsDoesNotCome_IsGivenUp()
    {
        await using var hub = await TestHub.StartAsync(postgres, "--Uploads:ReadTimeout=00:00:01");
        var device = await hub.AddDeviceAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(hub.Url).Port);
        var head = $"POST /v1/devices/{device.Name}/records?spool={device.Spool}&boot=1&first=1&last=1&acknowledged=0 HTTP/1.1\r\nHost: hub\r\nContent-Length: 100\r\n"
            + $"Authorization: Bearer {device.Token}\r\nIdempotency-Key: {device.Name}/{device.Spool}/1/1-1/{new string('0', 64)}\r\n\r\n{{\"seq\"";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
