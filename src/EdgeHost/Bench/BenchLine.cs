using EdgeHost.Frames;

namespace EdgeHost.Bench;

internal sealed record BenchLine(FramePipeline Pipeline, EngineSet Engines) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync();
        Engines.Dispose();
    }
}
