using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>From the queue's bytes to durable records.</summary>
internal sealed partial class SpoolStore
{
    private const int Attempts = 3;

    /// <param name="records">Whole records, as <see cref="RecordFormat"/> writes them, numbered on from <see cref="Highest"/>.</param>
    /// <returns>So many bytes of them are durable; fewer than all when the disk refuses, then the rest is to be given again.</returns>
    public int Commit(ReadOnlySpan<byte> records)
    {
        var (done, failures) = (0, 0);
        while (done < records.Length)
        {
            try
            {
                var active = _active ??= Rotate();
                var (taken, last) = Fit(records[done..], active.Room, out var kinds);
                if (taken == 0)
                {
                    SealActive();
                    continue;
                }
                for (var kind = 0; kind < KindBytes.Kinds; kind++)
                    kinds[kind] += active.Segment.Kinds[kind];
                active.Append(records.Slice(done, taken), last, kinds);
                _segments.Extend(active.Segment, last, active.Segment.End + taken, kinds);
                Volatile.Write(ref _highest, last);
                done += taken;
            }
            catch (DiskFaultException e)
            {
                NoteFault();
                LeaveActive();
                if (++failures < Attempts)
                    continue;
                _log.Refused(e, _files.Folder);
                return done;
            }
        }
        return done;
    }

    /// <summary>As many whole records as there is room for.</summary>
    private (int Bytes, long Last) Fit(ReadOnlySpan<byte> records, int room, out KindBytes kinds)
    {
        kinds = default;
        var (bytes, last) = (0, 0L);
        while (bytes < records.Length)
        {
            if (!RecordFormat.TryRead(records[bytes..], Salt, out var header))
                throw new InvalidOperationException("what was given to be committed is no sequence of records");
            var size = RecordFormat.SizeOf(header.Length);
            if (bytes + size > room)
                break;
            bytes += size;
            last = header.Sequence;
            kinds[(int)header.Kind] += size;
        }
        return (bytes, last);
    }

    private ActiveSegment Rotate()
    {
        MakeRoom();
        var active = CreateSegment();
        _segments.Add(active.Segment);
        if (WriteState(_acknowledged))
            DropDelivered();
        return active;
    }

    private ActiveSegment CreateSegment()
    {
        var freed = 0L;
        while (true)
        {
            try
            {
                var number = _state.NextSegment;
                _state = _state with { NextSegment = number + 1 };
                return ActiveSegment.Create(_files, number, _highest + 1, Salt, Boot, _options.SegmentBytes);
            }
            catch (DiskFaultException e)
            {
                RemoveLeftovers();
                // Somebody else filled the disk. If what is given up here does not help, somebody takes that too: no more is.
                if (!e.IsFull || freed > _options.SegmentBytes || EvictOnce() is not { } bytes)
                    throw;
                freed += bytes;
            }
        }
    }

    private void SealActive()
    {
        var active = _active!;
        try
        {
            active.Seal();
            _segments.Seal(active.Segment, active.Segment.End);
            active.Dispose();
            _active = null;
        }
        catch (DiskFaultException)
        {
            NoteFault();
            LeaveActive();
        }
    }

    /// <summary>After a failed write or sync the file is not touched again: its last durable record is where it ends.</summary>
    private void LeaveActive()
    {
        if (_active is not { } active)
            return;
        _active = null;
        active.Dispose();
        _segments.Seal(active.Segment, active.Segment.FileBytes);
    }

    private void RemoveLeftovers()
    {
        foreach (var name in _files.List())
        {
            if (name.EndsWith(SegmentLayout.NewSuffix, StringComparison.Ordinal))
                TryDelete(name);
        }
    }
}
