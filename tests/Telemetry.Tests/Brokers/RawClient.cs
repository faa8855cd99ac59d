using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Telemetry.Tests.Brokers;

/// <summary>A message as it came over the socket.</summary>
internal sealed record RawMessage(string Topic, byte[] Payload, int Qos, bool Retain, byte[]? Correlation, uint? ExpirySeconds = null)
{
    public string Text => Encoding.UTF8.GetString(Payload);
}

/// <summary>A second, plain implementation of the little of MQTT that the tests need, straight from the specification.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly bool _v5;

    private RawClient(bool v5) => _v5 = v5;

    private NetworkStream Stream => _tcp.GetStream();

    public static async Task<RawClient> ConnectAsync(int port, string id, bool v5 = true)
    {
        var client = new RawClient(v5);
        await client._tcp.ConnectAsync("127.0.0.1", port);
        byte[] body = [.. Text("MQTT"), (byte)(v5 ? 5 : 4), 2, 0, 0, .. v5 ? new byte[] { 0 } : [], .. Text(id)];
        await client.SendAsync(0x10, body);
        var (type, answer) = await client.ReadAsync();
        Assert.Equal(0x20, type);
        Assert.Equal(0, answer[1]);
        return client;
    }

    public async Task SubscribeAsync(string filter)
    {
        await SendAsync(0x82, [0, 1, .. _v5 ? new byte[] { 0 } : [], .. Text(filter), 1]);
        while (await ReadAsync() is var (type, _) && type != 0x90)
        {
        }
    }

    public Task PublishAsync(string topic, byte[] payload, bool retain = false, string? responseTopic = null, byte[]? correlation = null, int qos = 0)
    {
        byte[] properties = [.. responseTopic is null ? [] : (byte[])[0x08, .. Text(responseTopic)], .. correlation is null ? [] : (byte[])[0x09, .. UInt16(correlation.Length), .. correlation]];
        return SendAsync((byte)(0x30 | (retain ? 1 : 0) | (qos << 1)), [.. Text(topic), .. qos > 0 ? UInt16(7) : [], .. _v5 ? [.. Length(properties.Length), .. properties] : (byte[])[], .. payload]);
    }

    /// <summary>The next message; acknowledges it. Other packets are passed over.</summary>
    public async Task<RawMessage> NextAsync()
    {
        while (true)
        {
            var (type, body) = await ReadAsync();
            if (type >> 4 != 3)
                continue;
            var (message, id) = Parse(type, body, _v5);
            if (id != 0)
                await SendAsync(0x40, UInt16(id));
            return message;
        }
    }

    public async Task<RawMessage> NextAsync(string topic)
    {
        while (true)
        {
            if (await NextAsync() is var message && message.Topic == topic)
                return message;
        }
    }

    public static (RawMessage Message, int Id) Parse(int type, byte[] body, bool v5)
    {
        var topicLength = BinaryPrimitives.ReadUInt16BigEndian(body);
        var topic = Encoding.UTF8.GetString(body, 2, topicLength);
        var at = 2 + topicLength;
        var (qos, id) = ((type >> 1) & 3, 0);
        if (qos > 0)
        {
            id = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
            at += 2;
        }
        byte[]? correlation = null;
        uint? expiry = null;
        if (v5)
        {
            var (properties, shift) = (0, 0);
            do
            {
                properties |= (body[at] & 0x7F) << shift;
                shift += 7;
            }
            while (body[at++] >= 0x80);
            var end = at + properties;
            if (at < end && body[at] == 0x02)
                (expiry, at) = (BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(at + 1)), at + 5);
            if (at < end && body[at] == 0x09)
                correlation = body[(at + 3)..(at + 3 + BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at + 1)))];
            at = end;
        }
        return (new RawMessage(topic, body[at..], qos, (type & 1) != 0, correlation, expiry), id);
    }

    public Task SendAsync(byte type, byte[] body) => SendRawAsync([type, .. Length(body.Length), .. body]);

    public async Task SendRawAsync(byte[] bytes)
    {
        using var limit = new CancellationTokenSource(s_limit);
        await Stream.WriteAsync(bytes, limit.Token);
    }

    public async Task<(int Type, byte[] Body)> ReadAsync()
    {
        using var limit = new CancellationTokenSource(s_limit);
        return await ReadPacketAsync(Stream, limit.Token);
    }

    /// <summary>True when the other side closes within the limit, whatever it says before.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            while (true)
                await ReadAsync();
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public static async Task<(int Type, byte[] Body)> ReadPacketAsync(Stream stream, CancellationToken cancellationToken)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, cancellationToken);
        int type = one[0];
        var (length, shift) = (0, 0);
        do
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while (one[0] >= 0x80);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return (type, body);
    }

    public static byte[] Text(string text) => [.. UInt16(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] UInt16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Length(int value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value % 128) | (value >= 128 ? 128 : 0)));
            value /= 128;
        }
        while (value > 0);
        return [.. bytes];
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }
}
