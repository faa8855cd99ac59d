using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>
/// What a start finds, in this order: leftovers of a start or an eviction cut off, the cursor, the segments. Whatever is damaged is gone
/// around; what that costs is reported by the reader. Ends with the next boot's number made durable.
/// </summary>
internal sealed class SpoolRecovery
{
    /// <summary>Where no number of an earlier boot is left, one that none can have had.</summary>
    private const int FirstLostBoot = 1 << 30;

    private readonly ISpoolFiles _files;
    private readonly ILogger _log;
    private long _highest;
    private long _nextSegment = 1;
    private uint _boot;
    private long? _firstFound;

    private SpoolRecovery(ISpoolFiles files, ILogger log) => (_files, _log, Cursors) = (files, log, new CursorFiles(files));

    public CursorFiles Cursors { get; }

    public SegmentList Segments { get; } = new();

    public SpoolState State { get; private set; }

    public static SpoolRecovery Run(ISpoolFiles files, ILogger log)
    {
        var recovery = new SpoolRecovery(files, log);
        try
        {
            var numbers = recovery.Sweep();
            var known = recovery.Cursors.Load();
            var salt = known?.Salt ?? recovery.SaltOf(numbers) ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
            recovery.Inspect(numbers, known, salt);
            recovery.DropReplaced();
            recovery.Begin(known, salt);
            return recovery;
        }
        catch
        {
            recovery.Cursors.Dispose();
            throw;
        }
    }

    private List<long> Sweep()
    {
        var numbers = new List<long>();
        foreach (var name in _files.List())
        {
            if (name.EndsWith(SegmentLayout.NewSuffix, StringComparison.Ordinal))
                _files.Delete(name);
            else if (SegmentLayout.TryParseName(name, out var number))
                numbers.Add(number);
            else if (name is not ("cursor.a" or "cursor.b" or "reserve" or "lock"))
                _log.Foreign(_files.Folder, name);
        }
        numbers.Sort();
        return numbers;
    }

    private ulong? SaltOf(List<long> numbers)
    {
        foreach (var number in numbers)
        {
            using var file = TryOpen(SegmentLayout.NameOf(number));
            if (file is not null && SegmentBlocks.ReadHeader(file, number) is { } header)
                return header.Salt;
        }
        return null;
    }

    private void Inspect(List<long> numbers, SpoolState? known, ulong salt)
    {
        _highest = Math.Max(known?.Highest ?? 0, known?.Acknowledged ?? 0);
        _boot = known?.Boot ?? 0;
        _nextSegment = known?.NextSegment ?? 1;
        var scan = new SegmentScan(salt);
        var expected = (known?.Acknowledged ?? 0) + 1;
        for (var i = 0; i < numbers.Count; i++)
        {
            _nextSegment = Math.Max(_nextSegment, numbers[i] + 1);
            var name = SegmentLayout.NameOf(numbers[i]);
            using var file = TryOpen(name);
            if (file is not null && SegmentBlocks.ReadHeader(file, numbers[i]) is { } header && header.Salt != salt)
            {
                _log.Foreign(_files.Folder, name);
                continue;
            }
            var segment = file is null
                ? new Segment(numbers[i], expected) { IsSealed = true }
                : Take(FoundSegment.Inspect(file, numbers[i], expected, FirstAfter(numbers, i, salt), salt, scan), file, salt, isNewest: i == numbers.Count - 1);
            Segments.Add(segment);
            _firstFound ??= segment.First;
            expected = Math.Max(expected, segment.Last + 1);
            _highest = Math.Max(_highest, segment.Last);
        }
        // The newest is gone, or cannot be opened: how many it held is not known.
        if (known is { NewestSegment: > 0 } state && (numbers.Count == 0 || numbers[^1] < state.NewestSegment || Segments.Newest is { FileBytes: 0 }))
        {
            var most = FoundSegment.MostRecordsBehind(SegmentLayout.DataStart);
            _highest = Math.Max(_highest, expected - 1 + most);
            _log.TailDamaged(_files.Folder, SegmentLayout.NameOf(state.NewestSegment), most);
        }
    }

    /// <summary>A later segment that begins no later has taken this one in (<see cref="GapFold"/>); the power went before it was unlinked.</summary>
    private void DropReplaced()
    {
        var first = long.MaxValue;
        foreach (var segment in Segments.ToArray().Reverse())
        {
            if (first <= segment.First)
            {
                Segments.Remove(segment);
                _files.Delete(segment.Name);
            }
            first = Math.Min(first, segment.First);
        }
    }

    private long FirstAfter(List<long> numbers, int i, ulong salt)
    {
        if (i + 1 >= numbers.Count)
            return long.MaxValue;
        using var file = TryOpen(SegmentLayout.NameOf(numbers[i + 1]));
        return file is not null && SegmentBlocks.ReadHeader(file, numbers[i + 1]) is { } header && header.Salt == salt ? header.First : long.MaxValue;
    }

    private Segment Take(FoundSegment found, ISpoolFile file, ulong salt, bool isNewest)
    {
        _boot = Math.Max(_boot, found.Boot);
        if (found.IsSealed)
            return found.Segment;
        if (isNewest)
        {
            var last = found.Segment.Last;
            found.DoubtTail();
            if (found.Segment.Last > last)
                _log.TailDamaged(_files.Folder, found.Segment.Name, found.Segment.Last - last);
        }
        try
        {
            found.Seal(file, salt);
        }
        catch (DiskFaultException e)
        {
            _log.Refused(e, _files.Folder); // it is read as it is, and looked at again at the next start
        }
        return found.Segment;
    }

    private void Begin(SpoolState? known, ulong salt)
    {
        var isLost = known is null && (Cursors.Existed || Segments.Count > 0);
        if (isLost && _boot == 0)
            _boot = (uint)RandomNumberGenerator.GetInt32(FirstLostBoot, int.MaxValue);
        if (isLost)
            _log.StateLost(_files.Folder, _boot + 1);
        var acknowledged = known?.Acknowledged ?? Math.Max(0, (_firstFound ?? 1) - 1);
        var newest = Segments.Newest is { } last && last.Last > acknowledged ? last.Number : 0; // else it goes
        State = new SpoolState(salt, (known?.Generation ?? 0) + 1, _boot + 1, acknowledged, Math.Max(_highest, acknowledged), newest, _nextSegment);
        if (!Cursors.Write(State))
            throw new DiskFaultException("writing", "cursor.a and cursor.b", 0);
    }

    private ISpoolFile? TryOpen(string name)
    {
        try
        {
            return _files.Open(name);
        }
        catch (DiskFaultException)
        {
            return null;
        }
    }
}
