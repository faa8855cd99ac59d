namespace Telemetry.Uploading;

/// <summary>Since start. Written by the upload, read by anybody.</summary>
internal sealed class UploadCounts
{
    private long _records;
    private long _bytes;
    private long _rounds;
    private long _failures;

    public long Records => Volatile.Read(ref _records);

    public long Bytes => Volatile.Read(ref _bytes);

    public long Rounds => Volatile.Read(ref _rounds);

    public long Failures => Volatile.Read(ref _failures);

    public void Stored(int records, int bytes)
    {
        Interlocked.Add(ref _records, records);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Ended(bool failed)
    {
        Interlocked.Increment(ref _rounds);
        if (failed)
            Interlocked.Increment(ref _failures);
    }
}
