using System.Collections.Concurrent;

namespace EdgeHost.Cameras;

/// <summary>All cameras of this host, by name. Cameras come and go while it runs. Thread-safe.</summary>
/// <param name="open">Opens a source, <see cref="CameraSources.Open"/>.</param>
/// <param name="sinkFor">Makes the place where a new camera's frames go. Its status <see cref="CameraState.Stopped"/> says that no more will come.</param>
/// <param name="report">Every change of state of every camera, on that camera's thread.</param>
internal sealed class CameraSet(
    Func<CameraOpening, ICameraSource> open, Func<CameraSettings, IFrameSink> sinkFor, Action<CameraStatus> report,
    TimeProvider time, ILogger<CameraSet> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CameraWorker> _cameras = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private bool _disposed;

    public IEnumerable<CameraWorker> Cameras => _cameras.Values;

    public CameraWorker? Find(string id) => _cameras.GetValueOrDefault(id);

    /// <summary>Starts the cameras, or none of them: then everything that is wrong with them is returned.</summary>
    public IReadOnlyList<string> Add(params IReadOnlyList<CameraOptions> cameras)
    {
        var errors = new List<string>();
        lock (_adding)
        {
            if (_disposed)
                return ["the host is stopping"];
            var checkedCameras = CameraValidation.Check(cameras, _cameras.Keys, errors);
            if (errors.Count > 0)
                return errors;
            foreach (var settings in checkedCameras)
            {
                var worker = new CameraWorker(settings, open, sinkFor(settings), report, time, logger);
                _cameras[settings.Id.Name] = worker;
                worker.Start();
            }
        }
        return errors;
    }

    /// <summary>Stops a camera, within a bound, and forgets it. False where there is none of that name.</summary>
    public async Task<bool> RemoveAsync(string id)
    {
        if (!_cameras.TryRemove(id, out var worker))
            return false;
        await worker.DisposeAsync();
        return true;
    }

    public bool Pause(string id)
    {
        var worker = Find(id);
        worker?.Pause();
        return worker is not null;
    }

    public bool Resume(string id)
    {
        var worker = Find(id);
        worker?.Resume();
        return worker is not null;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_adding)
            _disposed = true;
        await Task.WhenAll(_cameras.Values.Select(worker => worker.DisposeAsync().AsTask()));
    }
}
