namespace EdgeHost.Cameras.Framing;

/// <summary>The bytes of a <see cref="Stream"/>, which it owns.</summary>
internal sealed class StreamByteSource(Stream stream) : ByteSource
{
    protected override int ReadSome(Span<byte> target) => stream.Read(target);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
