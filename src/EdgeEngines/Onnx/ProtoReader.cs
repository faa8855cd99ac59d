using System.Text;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>
/// Walks one protobuf message (https://protobuf.dev/programming-guides/encoding/) without copying it. Every length is checked
/// against what is left before it is used, so hostile bytes end in a <see cref="ModelException"/>, never in a large allocation.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    /// <summary>Names are identifiers; the longest seen in public files are a few hundred bytes.</summary>
    private const int LongestText = 1 << 20;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    public int Field { get; private set; }
    public ProtoWire Wire { get; private set; }

    /// <summary>Where the field that was just read begins, its tag included.</summary>
    public int FieldStart { get; private set; }

    /// <summary>Just behind the last thing read.</summary>
    public readonly int Position => _at;

    public readonly bool AtEnd => _at == _message.Length;

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (_at == _message.Length)
            return false;
        FieldStart = _at;
        var tag = Varint();
        var field = tag >> 3;
        if (field is 0 or > 536_870_911)
            throw Broken($"field number {field} at byte {FieldStart}");
        Field = (int)field;
        Wire = (ProtoWire)(tag & 7);
        return true;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at == _message.Length)
                throw Broken("it ends inside a number");
            var part = _message[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw Broken($"a number longer than 64 bits at byte {_at}");
    }

    /// <summary>The value of a varint field.</summary>
    public long Number()
    {
        Expect(ProtoWire.Varint);
        return (long)Varint();
    }

    /// <summary>The value of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Expect(ProtoWire.Length);
        var length = Varint();
        if (length > (ulong)(_message.Length - _at))
            throw Broken($"field {Field} says {length} bytes, {_message.Length - _at} are left");
        var bytes = _message.Slice(_at, (int)length);
        _at += (int)length;
        return bytes;
    }

    public string Text()
    {
        var bytes = Bytes();
        if (bytes.Length > LongestText)
            throw Broken($"a text of {bytes.Length} bytes in field {Field}; at most {LongestText} are taken");
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Broken($"field {Field} is not UTF-8 text");
        }
    }

    public void Skip()
    {
        switch (Wire)
        {
            case ProtoWire.Varint:
                Varint();
                break;
            case ProtoWire.Fixed64:
                Advance(8);
                break;
            case ProtoWire.Length:
                Bytes();
                break;
            case ProtoWire.Fixed32:
                Advance(4);
                break;
            default:
                throw Broken($"wire type {(int)Wire} at byte {FieldStart}");
        }
    }

    public static ModelException Broken(string found) =>
        new($"not a readable ONNX file: {found}; it may be truncated, or no ONNX file at all. Fetch it again and compare its sha256");

    private void Advance(int bytes)
    {
        if (bytes > _message.Length - _at)
            throw Broken($"it ends inside field {Field}");
        _at += bytes;
    }

    private readonly void Expect(ProtoWire wire)
    {
        if (Wire != wire)
            throw Broken($"field {Field} has wire type {(int)Wire}, expected {(int)wire}");
    }
}

internal enum ProtoWire
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}
