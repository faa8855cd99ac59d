using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>
/// The spool's state, twice, in <c>cursor.a</c> and <c>cursor.b</c>. Both are written in place, one after the other, each made durable: no
/// room is needed on a full disk, a write cut off leaves the other, and so does damage to one. Only then may anything be unlinked.
/// </summary>
internal sealed class CursorFiles(ISpoolFiles files) : IDisposable
{
    private static readonly string[] s_names = ["cursor.a", "cursor.b"];
    private readonly ISpoolFile?[] _open = new ISpoolFile?[2];

    public const long TotalBytes = 8192;

    /// <summary>At least one of the two was there, readable or not.</summary>
    public bool Existed { get; private set; }

    /// <summary>Null when neither can be read.</summary>
    public SpoolState? Load()
    {
        SpoolState? newest = null;
        Span<byte> block = stackalloc byte[SpoolState.EncodedBytes];
        for (var i = 0; i < s_names.Length; i++)
        {
            try
            {
                _open[i] = files.Open(s_names[i]);
                Existed |= _open[i] is not null;
                var state = _open[i] is { } file ? SpoolState.Read(block[..file.Read(0, block)]) : null;
                if (state is not null && (newest is null || state.Value.Generation > newest.Value.Generation))
                    newest = state;
            }
            catch (DiskFaultException)
            {
                Existed = true;
                Close(i);
            }
        }
        return newest;
    }

    /// <summary>True when at least one of the two has it durably.</summary>
    public bool Write(in SpoolState state)
    {
        Span<byte> block = stackalloc byte[SpoolState.EncodedBytes];
        state.Write(block);
        var written = 0;
        for (var i = 0; i < s_names.Length; i++)
        {
            if (TryWrite(i, block))
                written++;
        }
        return written > 0;
    }

    public void Dispose()
    {
        Close(0);
        Close(1);
    }

    private bool TryWrite(int i, ReadOnlySpan<byte> block)
    {
        try
        {
            if (_open[i] is { } file)
            {
                file.Write(0, block);
                file.Sync();
            }
            else
            {
                _open[i] = Make(s_names[i], block);
            }
            return true;
        }
        catch (DiskFaultException)
        {
            Close(i); // made anew the next time
            return false;
        }
    }

    private ISpoolFile Make(string name, ReadOnlySpan<byte> block)
    {
        var temporary = name + SegmentLayout.NewSuffix;
        var file = files.Create(temporary);
        try
        {
            file.Write(0, block);
            file.Sync();
            files.Rename(temporary, name);
            files.SyncFolder();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Close(int i)
    {
        _open[i]?.Dispose();
        _open[i] = null;
    }
}
