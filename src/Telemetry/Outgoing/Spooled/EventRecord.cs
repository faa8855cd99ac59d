using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Telemetry.Outgoing.Spooled;

/// <summary>How an event lies in the spool: two bytes with the length of its topic (little-endian), the topic in UTF-8, its payload.</summary>
internal static class EventRecord
{
    public static int SizeOf(TopicName topic, ReadOnlySpan<byte> payload) => sizeof(ushort) + topic.Utf8.Length + payload.Length;

    public static void Write(TopicName topic, ReadOnlySpan<byte> payload, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)topic.Utf8.Length);
        topic.Utf8.CopyTo(target[sizeof(ushort)..]);
        payload.CopyTo(target[(sizeof(ushort) + topic.Utf8.Length)..]);
    }

    /// <summary>False for what is no such record: another program's, or a later version's.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, TopicNames topics, [NotNullWhen(true)] out TopicName? topic, out ReadOnlySpan<byte> payload)
    {
        topic = null;
        payload = default;
        if (record.Length < sizeof(ushort))
            return false;
        var topicBytes = BinaryPrimitives.ReadUInt16LittleEndian(record);
        if (record.Length - sizeof(ushort) < topicBytes || !topics.TryFind(record.Slice(sizeof(ushort), topicBytes), out topic))
            return false;
        payload = record[(sizeof(ushort) + topicBytes)..];
        return true;
    }
}
