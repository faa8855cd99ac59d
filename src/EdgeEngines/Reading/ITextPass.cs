using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeEngines.Reading;

/// <summary>One frame at a time through a text reader. Only what is returned is allocated.</summary>
public interface ITextPass : IDisposable
{
    /// <summary>Blocks while the engines work. Texts are in reading order: line by line from the top, each from the left.</summary>
    /// <param name="frame">In any pixel format; the caller keeps its lease.</param>
    /// <param name="regionInSource">Only this part of the picture is looked at, enlarged where it is small; null: all of it.</param>
    /// <exception cref="OperationCanceledException">Asked for between two engine runs.</exception>
    IReadOnlyList<ReadText> Read(Frame frame, Box? regionInSource = null, CancellationToken cancellationToken = default);
}
