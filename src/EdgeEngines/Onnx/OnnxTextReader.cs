using EdgeEngines.Models;
using EdgeEngines.Reading;

namespace EdgeEngines.Onnx;

/// <summary>A text reader on ONNX Runtime: a session for each engine, any number of passes on them at the same time.</summary>
/// <param name="reading">The reader at each of its widths, narrowest first.</param>
internal sealed class OnnxTextReader(TextEngine detecting, IReadOnlyList<TextEngine> reading, TextEngine? turning) : ITextReader
{
    public IReadOnlyList<EngineReport> Reports { get; } =
        [detecting.Session.Report, .. reading.Select(engine => engine.Session.Report), .. turning is null ? Array.Empty<EngineReport>() : [turning.Session.Report]];

    public ITextPass CreatePass() => new OnnxTextPass(detecting, reading, turning);

    public void Dispose()
    {
        detecting.Session.Dispose();
        foreach (var engine in reading)
            engine.Session.Dispose();
        turning?.Session.Dispose();
    }
}
