using System.Text;
using Telemetry.Outgoing.Spooled;
using Xunit;

namespace Telemetry.Tests.Outgoing.Spooled;

public sealed class EventRecordTests
{
    private readonly TopicNames _topics = new();

    [Theory]
    [InlineData("edge/box/front/events", "{}")]
    [InlineData("t", "")]
    [InlineData("édge/ø/カメラ/events", "x")]
    public void Read_WhatWasWritten_IsTheSame(string topic, string payload)
    {
        var name = new TopicName(topic);
        var record = new byte[EventRecord.SizeOf(name, Encoding.UTF8.GetBytes(payload))];
        EventRecord.Write(name, Encoding.UTF8.GetBytes(payload), record);
        for (var again = 0; again < 2; again++)
        {
            Assert.True(EventRecord.TryRead(record, _topics, out var found, out var rest));
            Assert.Equal((topic, payload), (found.Text, Encoding.UTF8.GetString(rest)));
        }
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0, 0, (byte)'x' })] // no topic
    [InlineData(new byte[] { 3, 0, (byte)'a', (byte)'b' })] // a topic that is longer than the record
    [InlineData(new byte[] { 255, 255, (byte)'a' })]
    [InlineData(new byte[] { 1, 0, (byte)'#', (byte)'{' })] // a wildcard is no topic
    public void Read_WhatIsNoEvent_SaysSo(byte[] record) => Assert.False(EventRecord.TryRead(record, _topics, out _, out _));

    [Fact]
    public void Read_VeryManyTopics_StaysRight()
    {
        for (var i = 0; i < 3000; i++)
            Read_WhatWasWritten_IsTheSame($"edge/box/{i}/events", "{}");
    }
}
