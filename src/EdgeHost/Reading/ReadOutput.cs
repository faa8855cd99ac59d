using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeEngines.Frames;
using EdgeEngines.Reading;
using EdgeHost.Detecting;

namespace EdgeHost.Reading;

/// <summary>Standard output of <c>read</c>: a JSON object a line, or text for people.</summary>
internal sealed class ReadOutput : IDisposable
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly bool _asJson;
    private readonly MemoryStream _line = new(4096);
    private readonly Utf8JsonWriter _json;

    public ReadOutput(bool asJson) => (_asJson, _json) = (asJson, new Utf8JsonWriter(_line, s_readable));

    /// <summary>False when nobody reads any more.</summary>
    public bool Write(Frame frame, IReadOnlyList<ReadText> texts)
    {
        _line.SetLength(0);
        if (_asJson)
            WriteJson(frame, texts);
        else
            _line.Write(Encoding.UTF8.GetBytes(ForPeople(frame, texts)));
        _line.WriteByte((byte)'\n');
        return StandardOutput.TryWrite(_line.GetBuffer().AsSpan(0, (int)_line.Length));
    }

    public void Dispose()
    {
        _json.Dispose();
        _line.Dispose();
    }

    /// <summary>Nothing that a terminal would take for an order: the labels of a third-party model may hold anything.</summary>
    internal static string ForPeople(Frame frame, IReadOnlyList<ReadText> texts)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{frame.Sequence,6} {frame.SourceTime.TotalSeconds,9:0.000} s  ");
        foreach (var text in texts)
        {
            var box = text.BoxInSource;
            var shown = string.Concat(text.Text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
            line.Append(CultureInfo.InvariantCulture, $" \"{shown}\" {text.Confidence:0.00} [{box.Left:0},{box.Top:0},{box.Right:0},{box.Bottom:0}]");
        }
        return texts.Count == 0 ? line.Append(" nothing").ToString() : line.ToString();
    }

    private void WriteJson(Frame frame, IReadOnlyList<ReadText> texts)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("frame_id", frame.Sequence);
        _json.WriteNumber("source_time", Math.Round(frame.SourceTime.TotalSeconds, 6));
        _json.WriteNumber("width", frame.SourceSize.Width);
        _json.WriteNumber("height", frame.SourceSize.Height);
        _json.WriteStartArray("texts");
        foreach (var text in texts)
            WriteText(text);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteText(in ReadText text)
    {
        var (box, quad) = (text.BoxInSource, text.CornersInSource);
        _json.WriteStartObject();
        _json.WriteString("text", text.Text);
        _json.WriteNumber("confidence", Math.Round(text.Confidence, 4));
        _json.WriteNumber("region_score", Math.Round(text.RegionScore, 4));
        WriteNumbers("box", [box.Left, box.Top, box.Right, box.Bottom]);
        WriteNumbers(
            "corners",
            [quad.TopLeft.X, quad.TopLeft.Y, quad.TopRight.X, quad.TopRight.Y, quad.BottomRight.X, quad.BottomRight.Y, quad.BottomLeft.X, quad.BottomLeft.Y]);
        _json.WriteEndObject();
    }

    private void WriteNumbers(string name, ReadOnlySpan<float> numbers)
    {
        _json.WriteStartArray(name);
        foreach (var number in numbers)
            _json.WriteNumberValue(Math.Round(number, 2));
        _json.WriteEndArray();
    }
}
