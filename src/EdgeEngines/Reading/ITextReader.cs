using EdgeEngines.Models;

namespace EdgeEngines.Reading;

/// <summary>
/// A loaded text reader: pixels in, texts out. A detector finds the lines of text, an optional classifier tells which way up
/// they are, and a reader reads each. One serves many cameras and threads: each works on a pass of its own.
/// </summary>
public interface ITextReader : IDisposable
{
    /// <summary>Of the detector, the reader (one for each of its widths), and the direction classifier where there is one.</summary>
    IReadOnlyList<EngineReport> Reports { get; }

    /// <summary>Buffers bound once and reused for every frame.</summary>
    ITextPass CreatePass();
}
