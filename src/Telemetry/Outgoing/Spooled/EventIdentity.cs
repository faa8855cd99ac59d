using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Telemetry.Spool;

namespace Telemetry.Outgoing.Spooled;

/// <summary>Says in a message which record it is, so that a receiver knows a second copy for one: <c>"spool"</c>, <c>"boot"</c> and <c>"seq"</c>
/// become the last fields of a JSON object. Fields, because MQTT 3.1.1 has no properties; here, because the number is given only when the
/// record is appended. What is no JSON object is left as it is.</summary>
/// <param name="spool">Its number: another spool counts anew.</param>
internal sealed class EventIdentity(ulong spool)
{
    /// <summary>What is added at most.</summary>
    public const int MostBytes = 80;

    private readonly byte[] _spool = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"spool\":\"{spool:x16}\","));

    /// <returns>Bytes written.</returns>
    public int Write(ReadOnlySpan<byte> payload, RecordId id, Span<byte> target)
    {
        if (payload is not [(byte)'{', .., (byte)'}'])
        {
            payload.CopyTo(target);
            return payload.Length;
        }
        var length = payload.Length - 1;
        payload[..length].CopyTo(target);
        if (payload[..length].TrimEnd(" \t\r\n"u8) is not [(byte)'{'])
            target[length++] = (byte)',';
        _spool.CopyTo(target[length..]);
        length += _spool.Length;
        Put("\"boot\":"u8, id.Boot, target, ref length);
        target[length++] = (byte)',';
        Put("\"seq\":"u8, id.Sequence, target, ref length);
        target[length++] = (byte)'}';
        return length;
    }

    private static void Put(ReadOnlySpan<byte> name, long value, Span<byte> target, ref int length)
    {
        name.CopyTo(target[length..]);
        length += name.Length;
        Utf8Formatter.TryFormat(value, target[length..], out var written);
        length += written;
    }
}
