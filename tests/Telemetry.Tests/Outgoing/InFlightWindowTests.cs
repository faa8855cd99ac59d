using CsCheck;
using Telemetry.Outgoing;
using Xunit;

namespace Telemetry.Tests.Outgoing;

public sealed class InFlightWindowTests
{
    private static readonly TopicName s_topic = new("t");

    private static OutboundMessage Numbered(PayloadPool pool, int number) => new(s_topic, pool.Copy(BitConverter.GetBytes(number)), Delivery.Event, null);

    private static int Number(OutboundMessage message) => BitConverter.ToInt32(message.Payload.Memory.Span);

    /// <summary>Acknowledged in any order, with identifiers never seen and repeated ones in between.</summary>
    [Fact]
    public void AnyAcknowledgements_BehaveAsAList() => Check.Sample(
        Gen.Select(Gen.Int[1, 8], Gen.Select(Gen.Bool, Gen.Int[0, 9]).Array[0, 200]),
        (capacity, steps) =>
        {
            var pool = new PayloadPool();
            var window = new InFlightWindow(capacity);
            window.Begin(ushort.MaxValue);
            var open = new List<(ushort Id, int Number)>();
            for (var i = 0; i < steps.Length; i++)
            {
                var (send, pick) = steps[i];
                if (send && window.HasRoom)
                {
                    var id = window.Add(Numbered(pool, i), i);
                    Assert.DoesNotContain(open, o => o.Id == id);
                    open.Add((id, i));
                    Assert.True(open.Count <= capacity);
                }
                else if (!send && pick < open.Count)
                {
                    Assert.True(window.TryRemove(open[pick].Id, out var message));
                    Assert.Equal(open[pick].Number, Number(message));
                    Assert.False(window.TryRemove(open[pick].Id, out _));
                    open.RemoveAt(pick);
                }
                else
                {
                    Assert.False(window.TryRemove((ushort)(pick * 1000), out _));
                }
                Assert.Equal(open.Count, window.Count);
                Assert.Equal(open.Count == 0 ? null : open[0].Number, window.OldestSentAt);
                Assert.True(window.HasRoom || open.Count > 0, "an empty window has room");
            }
            var left = new Queue<OutboundMessage>();
            window.DrainTo(left);
            Assert.Equal(open.Select(o => o.Number), left.Select(Number));
        });

    [Fact]
    public void Add_ManyTimesRound_NeverMeetsMqttNetsIdentifiers()
    {
        var pool = new PayloadPool();
        var window = new InFlightWindow(100);
        window.Begin(20);
        for (var i = 0; i < 100_000; i++)
        {
            var id = window.Add(Numbered(pool, i), i);
            Assert.True(id >= 0x8000);
            if (window.HasRoom)
                continue;
            Assert.Equal(20, window.Count);
            var left = new Queue<OutboundMessage>();
            for (var back = 19; back >= 0; back--)
                Assert.True(window.TryRemove(Before(id, back), out _));
        }

        ushort Before(int id, int steps)
        {
            const int Ring = 0x8000 / 100 * 100;
            return (ushort)(0x8000 + ((id - 0x8000 - steps + Ring) % Ring));
        }
    }
}
