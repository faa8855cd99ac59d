using EdgeEngines.Models;

namespace EdgeEngines.Detecting;

/// <summary>
/// A loaded detection engine: pixels in, boxes out. One engine serves many cameras and many threads: each works on a pass of
/// its own. Disposing it while a pass still runs waits for that run to end.
/// </summary>
public interface IDetector : IDisposable
{
    ModelDescription Model { get; }

    /// <summary>What was asked of the providers, what was got, and why.</summary>
    EngineReport Report { get; }

    /// <summary>Most frames that one run takes: 1 unless the model has a batch dimension.</summary>
    int BatchSize { get; }

    /// <summary>Input and output buffers bound once, and reused for every run.</summary>
    IDetectorPass CreatePass();
}
