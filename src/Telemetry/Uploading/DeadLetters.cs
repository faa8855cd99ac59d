using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Telemetry.Spool.Files;

namespace Telemetry.Uploading;

/// <summary>A folder for records that the hub will never take, so that they do not hold up the others and somebody can look at them. One
/// file a batch: a line that says why, then the records as they were sent. Bounded: full, nothing more goes in.</summary>
internal sealed class DeadLetters
{
    private readonly string _folder;
    private readonly long _maxBytes;
    private long _records;

    public DeadLetters(string folder, long maxBytes) => (_folder, _maxBytes) = (folder, maxBytes);

    public string Folder => _folder;

    /// <summary>Put in since start.</summary>
    public long Records => Volatile.Read(ref _records);

    /// <summary>True when all of it is durable there; else nothing is.</summary>
    /// <param name="fault">Why not.</param>
    public bool TryKeep(UploadBody body, RecordRange range, ulong spool, in HubReply reply, out string? fault)
    {
        var why = Why(range, reply);
        fault = null;
        try
        {
            var files = new LinuxFiles(_folder);
            var name = string.Create(CultureInfo.InvariantCulture, $"{spool:x16}-{range.First}-{range.Last}{DeadLetterFolder.Suffix}");
            if (Taken(name) + why.Length + body.Lines.Length > _maxBytes)
            {
                fault = $"the {_maxBytes} bytes of '{_folder}' are full: look at what is in it, then delete it (Upload:DeadLetterBytes)";
                return false;
            }
            Write(files, name, why, body.Lines.Span);
        }
        catch (DiskFaultException e)
        {
            fault = $"'{_folder}' does not take it: {e.InnerException?.Message ?? e.Message}";
            return false;
        }
        Volatile.Write(ref _records, _records + range.Count);
        return true;
    }

    private static void Write(LinuxFiles files, string name, ReadOnlySpan<byte> why, ReadOnlySpan<byte> lines)
    {
        var temporary = name + ".new";
        using (var file = files.Create(temporary))
        {
            file.Write(0, why);
            file.Write(why.Length, lines);
            file.Sync();
        }
        files.Rename(temporary, name);
        files.SyncFolder();
    }

    /// <summary>By others than this one, which is written again when a crash came between it and the acknowledgement.</summary>
    private long Taken(string name)
    {
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles())
            bytes += file.Name == name ? 0 : file.Length;
        return bytes;
    }

    private static byte[] Why(RecordRange range, in HubReply reply)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("boot"u8, range.Boot);
            json.WriteNumber("first"u8, range.First);
            json.WriteNumber("last"u8, range.Last);
            json.WriteNumber("status"u8, reply.Status);
            json.WriteString("detail"u8, reply.Detail);
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
