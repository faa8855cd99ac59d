using System.Buffers;
using System.Security.Cryptography;
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
            RecordLine.Write(_lines, entry.Id, entry.Kind, batch.Payload(entry));
        Hash = Convert.ToHexStringLower(SHA256.HashData(_lines.WrittenSpan));
        var bound = Compressor.GetCompressBound(_lines.WrittenCount);
        if (_compressed.Length < bound)
            _compressed = new byte[bound];
        _compressedBytes = _compressor.Wrap(_lines.WrittenSpan, _compressed);
    }

    public void Dispose() => _compressor.Dispose();
}
