using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>Goes through a segment's intact records, in order, and past what is damaged: a damaged payload is stepped over by its length,
/// behind a damaged header the next record is searched. Reads through a window, so that memory does not grow with the file.</summary>
internal sealed class SegmentScan(ulong salt)
{
    private const int WindowBytes = 64 * 1024;
    private const int PieceBytes = 4096;
    private byte[] _window = new byte[WindowBytes];
    private long _windowStart;
    private int _windowLength;
    private ISpoolFile? _file;
    private long _offset;
    private long _end;
    private bool _isBehindDamage;

    public RecordHeader Header { get; private set; }

    /// <summary>Where the current record begins.</summary>
    public long Start { get; private set; }

    /// <summary>Behind the last intact record so far.</summary>
    public long IntactEnd { get; private set; }

    /// <summary>Something that is no record lay before one that is.</summary>
    public bool HasHoles { get; private set; }

    /// <summary>Of the current record; valid until the next move.</summary>
    public ReadOnlySpan<byte> Record => _window.AsSpan((int)(Start - _windowStart), RecordFormat.SizeOf(Header.Length));

    public ReadOnlySpan<byte> Payload => RecordFormat.Payload(Record, Header);

    public void Begin(ISpoolFile file, long offset, long end)
    {
        (_file, _offset, _end) = (file, offset, end);
        (_windowStart, _windowLength) = (offset, 0);
        IntactEnd = offset;
        (HasHoles, _isBehindDamage) = (false, false);
    }

    public bool MoveNext()
    {
        while (_offset <= _end - RecordFormat.HeaderBytes)
        {
            var head = View(_offset, RecordFormat.HeaderBytes);
            if (head.Length < RecordFormat.HeaderBytes)
                return false;
            if (RecordFormat.TryRead(head, salt, out var header) && RecordFormat.SizeOf(header.Length) is var size && size <= _end - _offset)
            {
                (Header, Start) = (header, _offset);
                var record = View(_offset, size);
                _offset += size;
                if (record.Length == size && Checksum.Of(RecordFormat.Payload(record, header)) == header.PayloadChecksum)
                {
                    HasHoles |= _isBehindDamage;
                    _isBehindDamage = false;
                    IntactEnd = _offset;
                    return true;
                }
                _isBehindDamage = true;
                continue;
            }
            _isBehindDamage = true;
            _offset += LengthOfNothing();
        }
        return false;
    }

    /// <summary>How far the next record could begin: room set aside is zeros, millions of them.</summary>
    private int LengthOfNothing()
    {
        var rest = _window.AsSpan((int)(_offset - _windowStart), (int)(_windowStart + _windowLength - _offset));
        var zeros = rest.IndexOfAnyExcept((byte)0);
        return Math.Max(RecordFormat.Alignment, (zeros < 0 ? rest.Length : zeros) & -RecordFormat.Alignment);
    }

    private ReadOnlySpan<byte> View(long offset, int count)
    {
        if (offset < _windowStart || offset + count > _windowStart + _windowLength)
            Fill(offset, count);
        return _window.AsSpan((int)(offset - _windowStart), (int)Math.Min(count, _windowStart + _windowLength - offset));
    }

    private void Fill(long offset, int count)
    {
        if (_window.Length < count)
            _window = new byte[Math.Max(count, Math.Min(2 * _window.Length, SegmentLayout.MostBytes))];
        var wanted = (int)Math.Min(_window.Length, _end - offset);
        _windowStart = offset;
        try
        {
            _windowLength = _file!.Read(offset, _window.AsSpan(0, wanted));
        }
        catch (DiskFaultException)
        {
            _windowLength = ReadInPieces(offset, wanted);
        }
    }

    /// <summary>A block that the disk cannot give is read as zeros, so that only its own records are lost.</summary>
    private int ReadInPieces(long offset, int wanted)
    {
        for (var done = 0; done < wanted; done += PieceBytes)
        {
            var piece = _window.AsSpan(done, Math.Min(PieceBytes, wanted - done));
            piece.Clear();
            try
            {
                _file!.Read(offset + done, piece);
            }
            catch (DiskFaultException)
            {
                piece.Clear();
            }
        }
        return wanted;
    }
}
