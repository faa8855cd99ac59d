using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Telemetry.Spool;
using ZstdSharp;

namespace Telemetry.Uploading;

/// <summary>One batch as the hub wants it (docs/uploads.md): a line a record, with its hash, compressed. Its buffers are used again by the next one.</summary>
internal sealed class UploadBody : IDisposable
{
    /// <summary>Fast, and small enough: rewards repeat their names.</summary>
    private const int CompressionLevel = 3;

    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly Compressor _compressor = new(CompressionLevel);
    private byte[] _compressed = [];
    private int _compressedBytes;

    public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    public ReadOnlyMemory<byte> Compressed => _compressed.AsMemory(0, _compressedBytes);

    /// <summary>Of the lines, SHA-256 in lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    public void Write(SpoolBatch batch, RecordRange range)
    {
        _lines.ResetWrittenCount();
        foreach (var entry in batch.Entries.Slice(range.Start, range.Count))
            WriteLine(entry, batch.Payload(entry));
        Hash = Convert.ToHexStringLower(SHA256.HashData(_lines.WrittenSpan));
        var bound = Compressor.GetCompressBound(_lines.WrittenCount);
        if (_compressed.Length < bound)
            _compressed = new byte[bound];
        _compressedBytes = _compressor.Wrap(_lines.WrittenSpan, _compressed);
    }

    public void Dispose() => _compressor.Dispose();

    /// <summary>A payload is JSON already and goes in as it is.</summary>
    private void WriteLine(SpoolEntry entry, ReadOnlySpan<byte> payload)
    {
        using (var json = new Utf8JsonWriter(_lines))
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, entry.Id.Sequence);
            json.WriteString("kind"u8, Name(entry.Kind));
            json.WritePropertyName("record"u8);
            if (entry.Kind == RecordKind.Gap && GapRecord.TryDecode(payload, out var gap))
                Write(json, gap);
            else
                json.WriteRawValue(payload, skipInputValidation: true);
            json.WriteEndObject();
        }
        _lines.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, in GapRecord gap)
    {
        json.WriteStartObject();
        json.WriteNumber("first"u8, gap.First);
        json.WriteNumber("last"u8, gap.Last);
        json.WriteString("lost"u8, Name(gap.Kind));
        json.WriteString("reason"u8, Name(gap.Reason));
        json.WriteNumber("count"u8, gap.Count);
        json.WriteNumber("bytes"u8, gap.Bytes);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Name(RecordKind kind) => kind switch
    {
        RecordKind.Picture => "picture"u8,
        RecordKind.Trace => "trace"u8,
        RecordKind.Reward => "reward"u8,
        RecordKind.Event => "event"u8,
        RecordKind.SafetyEvent => "safety_event"u8,
        RecordKind.Gap => "gap"u8,
        _ => "unknown"u8,
    };

    private static ReadOnlySpan<byte> Name(GapReason reason) => reason switch
    {
        GapReason.Evicted => "evicted"u8,
        GapReason.Damaged => "damaged"u8,
        GapReason.Unfinished => "unfinished"u8,
        _ => "refused"u8,
    };
}
