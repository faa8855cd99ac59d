using Telemetry.Spool.Files;
using Telemetry.Spool.Format;
using Telemetry.Spool.Segments;

namespace Telemetry.Spool;

/// <summary>
/// A look at a spool's folder as it lies on the disk, without its lock and without changing a byte, so that it may be taken beside the process that has it.
/// What is damaged is passed over and not told; what that process writes, evicts or delivers meanwhile may be seen or not.
/// </summary>
public sealed class SpoolLook
{
    private readonly LinuxFiles _files;
    private readonly SpoolState? _state;

    private SpoolLook(LinuxFiles files)
    {
        _files = files;
        using var cursors = new CursorFiles(files);
        _state = cursors.Load();
    }

    /// <summary>Null where there is no spool in the folder.</summary>
    /// <exception cref="SpoolException">The folder cannot be read.</exception>
    public static SpoolLook? At(string folder) => Guarded(folder, () =>
    {
        if (!System.IO.Directory.Exists(folder))
            return null;
        var look = new SpoolLook(new LinuxFiles(folder));
        return look._state is null && look.Segments().Count == 0 ? null : look;
    });

    public string Folder => _files.Folder;

    /// <summary>Of the last process that had it; 0 where that cannot be read.</summary>
    public uint Boot => _state?.Boot ?? 0;

    /// <summary>Everything up to here is delivered.</summary>
    public long AcknowledgedThrough => _state?.Acknowledged ?? 0;

    /// <summary>A process has it now. Takes its lock for a moment to see.</summary>
    public bool IsInUse()
    {
        using var held = Guarded(Folder, _files.TryLock);
        return held is null;
    }

    /// <summary>What its files take on the disk.</summary>
    public long Bytes() => Guarded(Folder, () => new DirectoryInfo(Folder).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0));

    /// <summary>Every intact record that is not delivered, in order.</summary>
    /// <exception cref="SpoolException">The folder cannot be read.</exception>
    public void Read(SpoolVisitor visit) => Guarded(Folder, () =>
    {
        var last = AcknowledgedThrough;
        foreach (var number in Segments())
        {
            // Evicted or delivered since it was listed: not there any more, and no loss.
            using var file = _files.Open(SegmentLayout.NameOf(number));
            if (file is null || (_state?.Salt ?? SegmentBlocks.ReadHeader(file, number)?.Salt) is not { } salt)
                continue;
            var scan = new SegmentScan(salt);
            scan.Begin(file, SegmentLayout.DataStart, file.Length);
            while (scan.MoveNext())
            {
                // A batch whose sync failed is in the next segment too.
                if (scan.Header.Sequence <= last)
                    continue;
                last = scan.Header.Sequence;
                visit(new RecordId(scan.Header.Boot, last), scan.Header.Kind, scan.Payload);
            }
        }
        return true;
    });

    private List<long> Segments()
    {
        List<long> numbers = [];
        foreach (var name in _files.List())
        {
            if (SegmentLayout.TryParseName(name, out var number))
                numbers.Add(number);
        }
        numbers.Sort();
        return numbers;
    }

    private static T Guarded<T>(string folder, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is DiskFaultException or IOException or UnauthorizedAccessException)
        {
            throw new SpoolException($"The spool in '{folder}' cannot be read: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}

/// <param name="payload">Valid during the call.</param>
public delegate void SpoolVisitor(RecordId id, RecordKind kind, ReadOnlySpan<byte> payload);
