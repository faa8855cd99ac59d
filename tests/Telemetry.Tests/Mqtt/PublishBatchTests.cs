using CsCheck;
using Telemetry.Mqtt;
using Telemetry.Outgoing;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class PublishBatchTests
{
    private static BrokerLimits Limits(bool v5, uint maximumPacketBytes = uint.MaxValue, bool retains = true) => new()
    {
        IsV5 = v5,
        ReceiveMaximum = 100,
        MaximumPacketBytes = maximumPacketBytes,
        Retains = retains,
        Acknowledges = true,
        KeepAlive = TimeSpan.Zero,
    };

    /// <summary>Whatever goes in is read back by the plain reader of the tests, packet after packet.</summary>
    [Fact]
    public void TryAppend_AnyMessages_AreReadBack() => Check.Sample(
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[1, 300], Gen.OneOf(Gen.Int[0, 300], Gen.Int[16_000, 80_000]), Gen.Int[0, 3], Gen.Int[-1, 200]).Array[1, 6]),
        (v5, specs) =>
        {
            var pool = new PayloadPool();
            var batch = new PublishBatch(Limits(v5));
            var wire = new MemoryStream();
            void Flush()
            {
                wire.Write(batch.Bytes.Span);
                wire.Write(batch.Rest.Span);
                batch.Clear();
            }
            for (var i = 0; i < specs.Length; i++)
            {
                var (topicBytes, payloadBytes, delivery, correlationBytes) = specs[i];
                var message = new OutboundMessage(new TopicName(new string('t', topicBytes)), pool.Copy(Pattern(payloadBytes, i)), (Delivery)delivery, correlationBytes < 0 ? null : Pattern(correlationBytes, i));
                var id = (ushort)(message.IsAcknowledged ? 0x8000 + i : 0);
                if (batch.TryAppend(message, id) == Appended.Full)
                {
                    Flush();
                    Assert.Equal(Appended.Yes, batch.TryAppend(message, id));
                }
            }
            Flush();
            Assert.Equal(0, pool.Out);

            wire.Position = 0;
            for (var i = 0; i < specs.Length; i++)
            {
                var (topicBytes, payloadBytes, delivery, correlationBytes) = specs[i];
                var (type, body) = RawClient.ReadPacketAsync(wire, CancellationToken.None).GetAwaiter().GetResult();
                var (message, id) = RawClient.Parse(type, body, v5);
                var acknowledged = delivery >= 2;
                Assert.Equal(new string('t', topicBytes), message.Topic);
                Assert.Equal(Pattern(payloadBytes, i), message.Payload);
                Assert.Equal((acknowledged ? 1 : 0, delivery is 1 or 2, acknowledged ? 0x8000 + i : 0), (message.Qos, message.Retain, id));
                Assert.Equal(v5 && correlationBytes >= 0 ? Pattern(correlationBytes, i) : null, message.Correlation);
            }
            Assert.Equal(wire.Length, wire.Position);
        },
        iter: 300);

    private static byte[] Pattern(int length, int seed) => [.. Enumerable.Range(seed, length).Select(i => (byte)(i * 31))];

    [Theory]
    [InlineData(true, 15 + 20, true)] // type, length, 2+8 topic, 2 id, 1 properties
    [InlineData(true, 14 + 20, false)]
    [InlineData(false, 14 + 20, true)]
    [InlineData(false, 13 + 20, false)]
    public void TryAppend_AtTheBrokersLimit_IsExact(bool v5, uint limit, bool fits)
    {
        var message = new OutboundMessage(new TopicName("12345678"), new PayloadPool().Copy(new byte[20]), Delivery.Event, null);
        Assert.Equal(fits ? Appended.Yes : Appended.TooLarge, new PublishBatch(Limits(v5, limit)).TryAppend(message, 0x8000));
    }

    [Fact]
    public void TryAppend_BrokerRetainsNothing_LeavesTheFlagOut()
    {
        var batch = new PublishBatch(Limits(v5: true, retains: false));
        batch.TryAppend(new OutboundMessage(new TopicName("t"), new PayloadPool().Copy([1]), Delivery.State, null), 0);
        Assert.Equal(0x30, batch.Bytes.Span[0]);
    }

    [Theory]
    [InlineData(true, Delivery.Event, 3600u)]
    [InlineData(true, Delivery.Live, null)] // a subscriber that is away gets no such message anyway
    [InlineData(false, Delivery.Event, null)] // 3.1.1 has no such thing
    public void TryAppend_WithAnExpiry_SaysItForEventsOnly(bool v5, Delivery delivery, uint? expected)
    {
        var batch = new PublishBatch(Limits(v5), TimeSpan.FromHours(1));
        Assert.Equal(Appended.Yes, batch.TryAppend(new OutboundMessage(new TopicName("t"), new PayloadPool().Copy([1, 2]), delivery, [3]), 0x8001));
        var wire = batch.Bytes.ToArray();
        var (message, id) = RawClient.Parse(wire[0], wire[2..], v5);
        Assert.Equal((0x8001, expected), (id, message.ExpirySeconds));
        Assert.Equal([1, 2], message.Payload);
        Assert.Equal(v5 ? [3] : null, message.Correlation);
    }
}
