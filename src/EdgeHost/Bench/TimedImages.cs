using System.Diagnostics;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeHost.Bench;

/// <summary>An image encoder whose time is added up. Does not own it. One thread.</summary>
internal sealed class TimedImages(IImageEncoder images) : IImageEncoder
{
    public TimeSpan Taken { get; private set; }

    public ModelDescription Model => images.Model;

    public EngineReport Report => images.Report;

    public int BatchSize => images.BatchSize;

    public int Dimensions => images.Dimensions;

    public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
    {
        var began = Stopwatch.GetTimestamp();
        images.Encode(frame, boxesInSource, vectors);
        Taken += Stopwatch.GetElapsedTime(began);
    }

    public void Dispose()
    {
    }
}
