using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>Reads and writes the blocks before a segment's records.</summary>
internal static class SegmentBlocks
{
    /// <summary>Null where the block cannot be read or is not ours.</summary>
    public static SegmentHeader? ReadHeader(ISpoolFile file, long number)
    {
        Span<byte> block = stackalloc byte[SegmentHeader.EncodedBytes];
        return SegmentHeader.Read(block[..ReadOrNothing(file, 0, block)], number);
    }

    public static CommitMark? ReadMark(ISpoolFile file, int place, ulong salt, long number)
    {
        Span<byte> block = stackalloc byte[CommitMark.EncodedBytes];
        return CommitMark.Read(block[..ReadOrNothing(file, place, block)], salt, number);
    }

    public static void WriteHeader(ISpoolFile file, in SegmentHeader header)
    {
        Span<byte> block = stackalloc byte[SegmentHeader.EncodedBytes];
        header.Write(block);
        file.Write(0, block);
    }

    public static void WriteMark(ISpoolFile file, in CommitMark mark, ulong salt)
    {
        Span<byte> block = stackalloc byte[CommitMark.EncodedBytes];
        mark.Write(block, salt);
        file.Write((mark.Generation & 1) == 0 ? SegmentLayout.FirstMark : SegmentLayout.SecondMark, block);
    }

    private static int ReadOrNothing(ISpoolFile file, long offset, Span<byte> target)
    {
        try
        {
            return file.Read(offset, target);
        }
        catch (DiskFaultException)
        {
            return 0;
        }
    }
}
