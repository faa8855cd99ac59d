using EdgeEngines.Models;
using EdgeEngines.Reading;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Loads text readers.</summary>
public static class TextReaderFactory
{
    /// <summary>Verifies and opens each file, runs each once, and checks that the outputs fit the task. The reader is opened once for
    /// each width that it reads at.</summary>
    /// <param name="detector">Task <c>ocr-detect</c>.</param>
    /// <param name="reader">Task <c>ocr-read</c>.</param>
    /// <param name="direction">Task <c>classify</c> with the labels 0 and 180; null takes all text for upright.</param>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it as asked.</exception>
    public static ITextReader Load(ModelFolder detector, ModelFolder reader, ModelFolder? direction, EngineOptions options, ILogger logger)
    {
        Expect(detector, "ocr-detect");
        Expect(reader, "ocr-read");
        if (direction is not null)
            Expect(direction, "classify");
        List<TextEngine> opened = [];
        try
        {
            var detecting = Open(detector);
            var reading = ReaderWidths.Of(reader, options).Select(width => Open(ReaderWidths.At(reader, width))).ToList();
            var turning = direction is null ? null : Open(direction);
            var loaded = new OnnxTextReader(detecting, reading, turning);
            loaded.CreatePass().Dispose(); // an output that does not fit is found now, not at the first frame
            return loaded;
        }
        catch
        {
            opened.ForEach(engine => engine.Session.Dispose());
            throw;
        }

        TextEngine Open(ModelFolder folder)
        {
            var engine = new TextEngine(folder.Description, new SessionOpener(folder, options, logger).Open());
            opened.Add(engine);
            return engine;
        }
    }

    private static void Expect(ModelFolder folder, string task)
    {
        if (folder.Description.Task != task)
            throw new ModelException($"model '{folder.Description.Name}' is for the task '{folder.Description.Task}', expected {task}");
    }
}
