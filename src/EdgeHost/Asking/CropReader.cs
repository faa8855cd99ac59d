using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Reading;

namespace EdgeHost.Asking;

/// <summary>
/// Reads what is written on the things of one picture, each once. What it says is data from the outside: a value of <c>read_text</c>, whatever
/// it asks for.
/// </summary>
/// <param name="load">Called when something is read for the first time; the reader stays its owner's.</param>
/// <param name="frame">The caller keeps its lease.</param>
internal sealed class CropReader(Func<ITextReader> load, Frame frame) : IDisposable
{
    /// <summary>A wall of text is no answer.</summary>
    private const int MostLetters = 500;

    private readonly Dictionary<Box, EdgePlanner.Worlds.Reading> _read = [];
    private ITextPass? _pass;

    /// <summary>Lines joined by blanks; empty where there is none.</summary>
    public EdgePlanner.Worlds.Reading Read(in Box boxInSource, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(boxInSource, out var known))
            return known;
        _pass ??= load().CreatePass();
        var texts = _pass.Read(frame, boxInSource, cancellationToken);
        var text = Plain(string.Join(' ', texts.Select(line => line.Text)));
        return _read[boxInSource] = new EdgePlanner.Worlds.Reading(text, texts.Count == 0 ? 1 : texts.Min(line => line.Confidence));
    }

    public void Dispose() => _pass?.Dispose();

    /// <summary>Nothing that a terminal would take for an order.</summary>
    internal static string Plain(string text) =>
        string.Concat(text.Take(MostLetters).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)).Trim();
}
