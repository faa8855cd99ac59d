using System.Buffers;
using System.Runtime.InteropServices;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Pictures;
using EdgeEngines.Tensors;
using EdgeHost.Frames;

namespace EdgeHost.Memory;

/// <summary>
/// Looks at things more closely on a thread of its own, one picture at a time: no frame waits for an encoder. While it is busy it takes no
/// further picture; what was to be looked at is looked at in a later one.
/// </summary>
internal sealed class LookWorker : IDisposable
{
    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(5);

    private readonly Func<LookWords> _load;
    private readonly MemoryQueue _queue;
    private readonly bool _keepsCrops;
    private readonly ILogger _log;
    private readonly Handoff<LookJob> _free = new(1);
    private readonly Handoff<LookJob> _work = new(1);
    private readonly CropEncoder _pictures = new();
    private readonly ArrayBufferWriter<byte> _jpeg = new(16 << 10);
    private readonly Box[] _boxesInSource = new Box[LookJob.MostThings];
    private float[] _vectors = [];
    private readonly Thread _thread;
    private bool _isFree;
    private bool _isAtFault;
    private long _looked;

    /// <param name="load">Called on the worker's thread; what it gives is disposed of here.</param>
    public LookWorker(Func<LookWords> load, MemoryQueue queue, bool keepsCrops, ILogger log)
    {
        (_load, _queue, _keepsCrops, _log) = (load, queue, keepsCrops, log);
        _thread = new Thread(Work) { Name = "looks", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ready for a picture: loaded, and not at work on another.</summary>
    public bool IsFree => Volatile.Read(ref _isFree);

    public long Looked => Volatile.Read(ref _looked);

    /// <summary>Null while it is busy. What is given must be sent back, empty or not.</summary>
    public LookJob? TryBegin() => IsFree && _free.TryTake(out var job) ? job : null;

    public void Send(LookJob job, Frame picture, Watch watch, double atS)
    {
        if (job.Count == 0)
        {
            _free.Put(job);
            return;
        }
        Volatile.Write(ref _isFree, false);
        job.Show(picture, watch, atS);
        if (!_work.Put(job))
            job.Clear(); // it has been closed
    }

    public void Dispose()
    {
        _work.Close();
        _thread.Join(s_stopBound);
    }

    private void Work()
    {
        using var words = TryLoad();
        if (words is null)
            return;
        _vectors = new float[LookJob.MostThings * words.Dimensions];
        _free.Put(new LookJob());
        Volatile.Write(ref _isFree, true);
        while (_work.Take() is { } job)
        {
            try
            {
                Look(job, words);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (!_isAtFault)
                    _log.CannotLook(e.Message);
                _isAtFault = true; // said once
            }
            job.Clear();
            _free.Put(job);
            Volatile.Write(ref _isFree, true);
        }
    }

    private LookWords? TryLoad()
    {
        try
        {
            return _load();
        }
        catch (Exception e) when (e is ModelException or EngineException or IOException)
        {
            _log.CannotLook(e.Message);
            return null;
        }
    }

    private void Look(LookJob job, LookWords words)
    {
        var things = job.Things;
        for (var i = 0; i < things.Length; i++)
            _boxesInSource[i] = things[i].BoxInSource;
        words.Encode(job.Picture!, _boxesInSource.AsSpan(0, things.Length), _vectors);
        for (var i = 0; i < things.Length; i++)
        {
            var vector = _vectors.AsSpan(i * words.Dimensions, words.Dimensions);
            _queue.TryPut(new MemoryNote
            {
                Kind = NoteKind.Looked,
                Watch = job.Watch!,
                AtS = job.AtS,
                TrackId = things[i].TrackId,
                Label = things[i].Label,
                FirstAtS = things[i].FirstAtS,
                Look = words.Of(things[i].Label, vector, _keepsCrops ? Cut(job, things[i], words, vector) : null),
            });
        }
        Interlocked.Add(ref _looked, things.Length);
    }

    private KeptCrop Cut(LookJob job, in LookedAt thing, LookWords words, ReadOnlySpan<float> vector)
    {
        _jpeg.ResetWrittenCount();
        _pictures.Encode(job.Picture!, PixelRegion.Around(thing.BoxInSource, words.Context, job.Picture!), _jpeg);
        var crop = new GalleryCrop(
            job.Watch!.Camera, DateTimeOffset.UnixEpoch.AddSeconds(job.AtS), job.Picture!.SourceTime, thing.Label, thing.TrackId, thing.BoxInSource, thing.Score);
        return new KeptCrop(words.Model, crop, _jpeg.WrittenSpan.ToArray(), MemoryMarshal.AsBytes(vector).ToArray());
    }
}
