using System.Text;
using CsCheck;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Framing;
using Xunit;

namespace EdgeHost.Tests.Cameras.Framing;

public sealed class MultipartReaderTests
{
    private readonly CameraCounters _counters = new();

    [Theory]
    [InlineData("frame", "--frame")]
    [InlineData("\"frame\"", "--frame")]
    [InlineData("--frame", "--frame")]
    [InlineData("--frame", "----frame")]
    [InlineData(null, "--frame")]
    [InlineData("", "--a b")]
    public void Read_BoundaryAsCamerasWriteIt_IsFound(string? parameter, string line)
    {
        var body = Join(Part(line, Jpeg(1)), Part(line, Jpeg(2)), Text($"\r\n{line}--\r\n"));
        Assert.Equal([Jpeg(1), Jpeg(2)], Read(body, parameter));
        Assert.Equal(0, _counters.BadParts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_NoContentLength_EndsAtTheBoundary(int lineBreak)
    {
        var lineEnd = new[] { "\r\n", "\n", "" }[lineBreak]; // some send the boundary right behind the picture
        var head = Text("--b\r\nContent-Type: image/jpeg\r\n\r\n");
        var body = Join(head, Jpeg(1), Text(lineEnd), head, Jpeg(2), Text(lineEnd), head, Jpeg(3));
        Assert.Equal([Jpeg(1), Jpeg(2), Jpeg(3)], Read(body, "b"));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(100_000)]
    [InlineData(1_000_000_000)]
    public void Read_WrongContentLength_FindsTheNextBoundaryAndLosesNothing(int by)
    {
        var body = Join(Part("--b", Jpeg(1), by), Part("--b", Jpeg(2), by), Part("--b", Jpeg(3), by), Text("\r\n--b--\r\n"));
        Assert.Equal([Jpeg(1), Jpeg(2), Jpeg(3)], Read(body, "b"));
    }

    [Fact]
    public void Read_TruncatedEmptyAndForeignParts_AreCountedAndSkipped()
    {
        var body = Join(
            Part("--b", Jpeg(1)[..500]), Part("--b", Text("<html>no picture</html>")), Part("--b", []), Part("--b", Jpeg(2)), Text("\r\n--b\r\n\r\n"), Jpeg(3)[..100]);
        Assert.Equal([Jpeg(2)], Read(body, "b"));
        Assert.Equal(4, _counters.BadParts);
    }

    [Fact]
    public void Read_CompletePartWithLength_IsGivenBeforeTheNextBoundaryComes()
    {
        // the next part may be a long time coming: its boundary must not be waited for
        var stream = new OneAtATime([Part("--b", Jpeg(1))]);
        using var reader = new MultipartReader(stream, "b", _counters);
        Assert.Equal(Jpeg(1), reader.Read().ToArray());
        Assert.False(stream.WasAskedBeyond);
    }

    [Fact]
    public void Read_PaddedPicture_IsTaken()
    {
        byte[] padded = [.. Jpeg(1), 0, 0, 0];
        Assert.Equal([padded], Read(Join(Part("--b", padded), Text("\r\n--b\r\n")), "b"));
    }

    [Fact]
    public void Read_NameThatOnlyStartsLikeTheBoundary_IsNone()
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, .. Text("\r\n--boundary2\r\n"), 0xFF, 0xD9];
        Assert.Equal([picture], Read(Join(Text("--boundary\r\n\r\n"), picture, Text("\r\n--boundary--")), "boundary"));
    }

    [Fact]
    public void Read_EndlessPart_IsRefusedAtTheBound()
    {
        var stream = new Endless([.. Text("--b\r\nContent-Type: image/jpeg\r\n\r\n"), 0xFF, 0xD8, 0xFF]);
        using var reader = new MultipartReader(stream, "b", _counters, maxPartBytes: 1 << 20);
        var error = Assert.Throws<CameraException>(() => reader.Read().Length);
        Assert.Contains("1048576", error.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Given, 1 << 20, (1 << 20) + (1 << 18));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--b\r\n")]
    [InlineData("--b\r\nX: ")]
    public void Read_EndlessPreambleOrHeader_IsRefusedAtTheBound(string start)
    {
        using var reader = new MultipartReader(new Endless(Text(start)), "b", _counters, maxPartBytes: 1 << 20);
        Assert.Throws<CameraException>(() => reader.Read().Length);
    }

    [Fact]
    public void Read_NothingLikeABoundary_IsRefusedEarly()
    {
        var stream = new Endless([]);
        using var reader = new MultipartReader(stream, null, _counters);
        Assert.Throws<CameraException>(() => reader.Read().Length);
        Assert.InRange(stream.Given, 1, 1 << 18);
    }

    [Fact]
    public void Read_BytesInAnyPieces_GivesTheSame()
    {
        var body = Join(Part("--b", Jpeg(1)), Part("--b", Jpeg(2), 7), Part("--b", Jpeg(3)[..300]), Text("\r\n--b\r\n\r\n"), Jpeg(4), Text("\r\n--b--\r\n"));
        Gen.Int[1, 400].Sample(
            size =>
            {
                using var reader = new MultipartReader(new OneAtATime(body.Chunk(size)), "b", new CameraCounters());
                Assert.Equal([Jpeg(1), Jpeg(2), Jpeg(4)], All(reader));
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public void Read_Mutated_OnlyEverThrowsWhatItPromises()
    {
        var body = Join(Part("--b", Jpeg(1)), Part("--b", Jpeg(2)), Text("\r\n--b--\r\n"));
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte, Gen.Int[0, 60], Gen.Byte).Sample(
            (at, value, second, other) =>
            {
                var bytes = body.ToArray();
                (bytes[at], bytes[second]) = (value, other);
                try
                {
                    Assert.InRange(Read(bytes, "b").Count, 0, 3);
                }
                catch (CameraException)
                {
                    // promised
                }
            },
            iter: 3000, threads: 1);
    }

    private static byte[] Jpeg(int seed) =>
        [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 1000 + (seed * 13)).Select(i => (byte)(((i * seed) + seed) & 0x7F)), 0xFF, 0xD9];

    private static byte[] Part(string boundary, byte[] picture, int lengthOff = 0) =>
        Join(Text($"\r\n{boundary}\r\nContent-Type: image/jpeg\r\ncontent-length: {picture.Length + lengthOff}\r\nX-Time: 1\r\n\r\n"), picture);

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    private static List<byte[]> All(MultipartReader reader)
    {
        var pictures = new List<byte[]>();
        for (var part = reader.Read(); !part.IsEmpty; part = reader.Read())
            pictures.Add(part.ToArray());
        return pictures;
    }

    private List<byte[]> Read(byte[] body, string? boundary)
    {
        using var reader = new MultipartReader(new MemoryStream(body), boundary, _counters);
        return All(reader);
    }

    private class Readable : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class OneAtATime(IEnumerable<byte[]> pieces) : Readable
    {
        private readonly Queue<byte[]> _pieces = new(pieces);

        public bool WasAskedBeyond { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (!_pieces.TryDequeue(out var piece))
            {
                WasAskedBeyond = true;
                return 0;
            }
            piece.CopyTo(buffer);
            return piece.Length;
        }
    }

    private sealed class Endless(byte[] start) : Readable
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill(0x55);
            if (Given == 0)
                start.CopyTo(buffer);
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
