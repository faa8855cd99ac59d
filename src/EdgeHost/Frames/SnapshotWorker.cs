using System.Buffers;
using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using EdgeEngines.Tracking;
using Telemetry;

namespace EdgeHost.Frames;

/// <summary>
/// Draws and encodes snapshots on a thread of its own, one at a time: encoding takes milliseconds that no frame should wait for.
/// While it is busy it takes no further picture; the camera offers a later one.
/// </summary>
internal sealed class SnapshotWorker : IDisposable
{
    private readonly IEventPublisher _publisher;
    private readonly ILogger _log;
    private readonly Handoff<SnapshotJob> _free = new(1);
    private readonly Handoff<SnapshotJob> _work = new(1);
    private readonly Thread _thread;

    public SnapshotWorker(IEventPublisher publisher, ILogger log)
    {
        _publisher = publisher;
        _log = log;
        _free.Put(new SnapshotJob());
        _thread = new Thread(Work) { Name = "snapshots", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Takes a lease of its own. False while another picture is being made.</summary>
    public bool TryTake(Frame picture, ReadOnlySpan<Track> tracks, TopicName topic)
    {
        if (!_free.TryTake(out var job))
            return false;
        picture.Retain();
        job.Fill(picture, tracks, topic);
        _work.Put(job);
        return true;
    }

    public void Dispose()
    {
        _work.Close();
        _thread.Join(TimeSpan.FromSeconds(5));
    }

    private void Work()
    {
        using var encoder = new SnapshotEncoder();
        var jpeg = new ArrayBufferWriter<byte>(128 << 10);
        while (_work.Take() is { } job)
        {
            try
            {
                jpeg.ResetWrittenCount();
                encoder.Encode(job.Picture!, job.Boxes, jpeg);
                _publisher.Publish(job.Topic!, jpeg.WrittenSpan, Delivery.State);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                FramesLog.SnapshotFailed(_log, job.Picture!.Camera, e);
            }
            job.Clear();
            _free.Put(job);
        }
    }
}
