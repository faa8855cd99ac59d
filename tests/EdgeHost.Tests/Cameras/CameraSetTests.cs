using System.Collections.Concurrent;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Ffmpeg;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Cameras;

public sealed class CameraSetTests : IAsyncDisposable
{
    private readonly CameraSet _cameras;
    private readonly ConcurrentQueue<CameraStatus> _reports = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public CameraSetTests() => _cameras = new CameraSet(
        new CameraSources(new FfmpegOptions()).Open, settings => new Counter(_counts, settings.Id.Name), _reports.Enqueue,
        TimeProvider.System, NullLogger<CameraSet>.Instance);

    public ValueTask DisposeAsync() => _cameras.DisposeAsync();

    [Fact]
    public async Task Add_WhileRunning_StartsAndRemoveStops()
    {
        Assert.Empty(_cameras.Add(Sim("a"), Sim("b")));
        Assert.Empty(_cameras.Add(Sim("c")));
        foreach (var id in new[] { "a", "b", "c" })
            Assert.True(SpinWait.SpinUntil(() => _counts.GetValueOrDefault(id) > 10, TimeSpan.FromSeconds(20)));
        Assert.True(await _cameras.RemoveAsync("b"));
        Assert.False(await _cameras.RemoveAsync("b"));
        Assert.Contains(_reports, status => status.Camera.Name == "b" && status.State == CameraState.Stopped);
        Assert.Equal(["a", "c"], _cameras.Cameras.Select(c => c.Settings.Id.Name).Order());
        Assert.Empty(_cameras.Add(Sim("b"))); // the name is free again
    }

    [Fact]
    public void Add_OneWrongOfTwo_StartsNoneAndSaysWhy()
    {
        var errors = _cameras.Add(Sim("a"), Sim("cmd"));
        Assert.Contains("reserved", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Empty(_cameras.Cameras);
    }

    [Fact]
    public void Add_NameInUse_IsRefused()
    {
        _cameras.Add(Sim("a"));
        Assert.Contains("another camera", Assert.Single(_cameras.Add(Sim("a"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Pause_UnknownCamera_SaysSo()
    {
        Assert.False(_cameras.Pause("nobody"));
        Assert.False(_cameras.Resume("nobody"));
    }

    [Fact]
    public async Task Add_AfterDispose_IsRefused()
    {
        await _cameras.DisposeAsync();
        Assert.Single(_cameras.Add(Sim("a")));
    }

    private static CameraOptions Sim(string id) => new() { Id = id, Uri = "sim:pattern?size=64x48", AsFastAsPossible = true };

    private sealed class Counter(ConcurrentDictionary<string, long> counts, string id) : IFrameSink
    {
        public void Deliver(Frame frame, CancellationToken cancellationToken)
        {
            counts.AddOrUpdate(id, 1, static (_, count) => count + 1);
            frame.Release();
        }
    }
}
