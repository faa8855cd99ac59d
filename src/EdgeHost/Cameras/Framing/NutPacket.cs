namespace EdgeHost.Cameras.Framing;

/// <summary>The payload of one NUT packet, read field by field. Running over its end is a damaged stream, not a bug.</summary>
internal ref struct NutPacket(ReadOnlySpan<byte> payload, string name)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private readonly string _name = name;
    private int _at;

    public readonly int Left => _payload.Length - _at;

    public byte Byte() => _at < _payload.Length
        ? _payload[_at++]
        : throw new CameraException($"the NUT {_name} ends too early, after {_payload.Length} bytes");

    /// <summary>Type <c>v</c>: seven bits a byte, most significant first, the top bit set on all but the last.</summary>
    public ulong Value()
    {
        var value = 0ul;
        for (var i = 0; i < 10; i++)
        {
            var next = Byte();
            if (value >> 57 != 0)
                break;
            value = (value << 7) | (next & 0x7Ful);
            if (next < 0x80)
                return value;
        }
        throw new CameraException($"the NUT {_name} holds a number of more than 64 bits");
    }

    /// <summary>Type <c>s</c>: zigzag, 0, 1, −1, 2, −2 …</summary>
    public long Signed()
    {
        var value = (long)(Value() + 1);
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }

    /// <summary>A value that must not be larger than <paramref name="most"/>.</summary>
    public int Bounded(int most, string what)
    {
        var value = Value();
        return value <= (ulong)most
            ? (int)value
            : throw new CameraException($"the NUT {_name} gives {value} for {what}; expected at most {most}");
    }

    /// <summary>Type <c>vb</c>: a length, then that many bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int most, string what)
    {
        var length = Bounded(most, what);
        if (length > Left)
            throw new CameraException($"the NUT {_name} ends inside {what}");
        _at += length;
        return _payload.Slice(_at - length, length);
    }
}
