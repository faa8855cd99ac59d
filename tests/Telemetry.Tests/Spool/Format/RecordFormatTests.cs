using System.Buffers.Binary;
using CsCheck;
using Telemetry.Spool;
using Telemetry.Spool.Format;
using Xunit;

namespace Telemetry.Tests.Spool.Format;

public sealed class RecordFormatTests
{
    private const ulong Salt = 0x1234_5678_9ABC_DEF0;

    /// <summary>The check value of CRC-32C that every catalogue of checksums gives.</summary>
    [Fact]
    public void Checksum_OfThePublishedExample_IsThePublishedValue() => Assert.Equal(0xE306_9283u, Checksum.Of("123456789"u8));

    [Fact]
    public void Record_ReadBack_IsWhatWasWritten() => Check.Sample(
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Long[1, long.MaxValue], Gen.UInt, Gen.Int[1, 6], Gen.UInt),
        (payload, sequence, boot, kind, skip) =>
        {
            var skipped = (uint)Math.Min(skip, sequence - 1);
            var record = new byte[RecordFormat.SizeOf(payload.Length)];
            Array.Fill(record, (byte)0xEE);
            RecordFormat.Write(record, Salt, new RecordId(boot, sequence), (RecordKind)kind, payload, Checksum.Of(payload), skipped);
            Assert.True(RecordFormat.TryRead(record, Salt, out var header));
            Assert.Equal(new RecordHeader(sequence, boot, payload.Length, Checksum.Of(payload), skipped, (RecordKind)kind), header);
            Assert.Equal(payload, RecordFormat.Payload(record, header).ToArray());
            Assert.False(RecordFormat.TryRead(record, Salt + 1, out _), "a record of another spool");
        });

    [Fact]
    public void Header_WithAnyBitFlipped_IsRefused() => Check.Sample(
        Gen.Select(Gen.Int[0, (RecordFormat.HeaderBytes * 8) - 1], Gen.Long[1, 1_000_000]),
        (bit, sequence) =>
        {
            var record = Header(length: 8, sequence, skipped: 0);
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(RecordFormat.TryRead(record, Salt, out _));
        });

    [Theory]
    [InlineData(-1, 5, 0)]
    [InlineData(int.MinValue, 5, 0)]
    [InlineData(SegmentLayout.MostBytes + 1, 5, 0)]
    [InlineData(8, 0, 0)]
    [InlineData(8, -7, 0)]
    [InlineData(8, 5, 5)]
    [InlineData(8, 5, uint.MaxValue)]
    public void Header_ThatClaimsTheImpossible_IsRefusedThoughItsChecksumFits(int length, long sequence, uint skipped) =>
        Assert.False(RecordFormat.TryRead(Header(length, sequence, skipped), Salt, out _));

    [Fact]
    public void Header_OfZeros_IsRefusedWhateverTheSalt() =>
        Check.Sample(Gen.ULong, salt => Assert.False(RecordFormat.TryRead(new byte[RecordFormat.HeaderBytes], salt, out _)));

    [Fact]
    public void GapRecord_ReadBack_IsWhatWasWritten() => Check.Sample(
        Gen.Select(Gen.Long[0, 1 << 40], Gen.Long[0, 1 << 40], Gen.Int[0, 6], Gen.Int[1, 4], Gen.Long[0, 1 << 40]),
        (first, length, kind, reason, count) =>
        {
            var gap = new GapRecord(first, first + length, (RecordKind)kind, (GapReason)reason, count, 2 * count);
            var payload = new byte[GapRecord.EncodedBytes];
            gap.Encode(payload);
            Assert.True(GapRecord.TryDecode(payload, out var read));
            Assert.Equal(gap, read);
        });

    [Fact]
    public void GapRecord_OfAnyBytes_NeverThrows() =>
        Check.Sample(Gen.Byte.Array[0, 80], bytes => Assert.True(!GapRecord.TryDecode(bytes, out var gap) || gap.Last >= gap.First));

    private static byte[] Header(int length, long sequence, uint skipped)
    {
        var record = new byte[RecordFormat.SizeOf(8)];
        RecordFormat.Write(record, Salt, new RecordId(1, 5), RecordKind.Event, new byte[8], 0, 0);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), length);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(24), skipped);
        Checksum.Seal(record.AsSpan(0, RecordFormat.HeaderBytes), Salt);
        return record;
    }
}
