using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Detecting;

/// <summary>Standard output of <c>detect</c>: a JSON object a line, or text for people.</summary>
internal sealed class DetectOutput : IDisposable
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IReadOnlyList<string> _labels;
    private readonly bool _asJson;
    private readonly MemoryStream _line = new(4096);
    private readonly Utf8JsonWriter _json;

    public DetectOutput(IReadOnlyList<string> labels, bool asJson)
    {
        _labels = labels;
        _asJson = asJson;
        _json = new Utf8JsonWriter(_line, s_readable);
    }

    /// <summary>False when nobody reads any more.</summary>
    public bool Write(Frame frame, ReadOnlySpan<Detection> found)
    {
        _line.SetLength(0);
        if (_asJson)
            WriteJson(frame, found);
        else
            WriteText(frame, found);
        _line.WriteByte((byte)'\n');
        return StandardOutput.TryWrite(_line.GetBuffer().AsSpan(0, (int)_line.Length));
    }

    public void Dispose()
    {
        _json.Dispose();
        _line.Dispose();
    }

    private void WriteJson(Frame frame, ReadOnlySpan<Detection> found)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("frame_id", frame.Sequence);
        _json.WriteNumber("source_time", Math.Round(frame.SourceTime.TotalSeconds, 6));
        _json.WriteNumber("width", frame.SourceSize.Width);
        _json.WriteNumber("height", frame.SourceSize.Height);
        _json.WriteStartArray("objects");
        foreach (ref readonly var detection in found)
        {
            _json.WriteStartObject();
            _json.WriteString("label", Label(detection));
            _json.WriteNumber("score", Math.Round(detection.Score, 4));
            _json.WriteStartArray("box");
            _json.WriteNumberValue(Math.Round(detection.BoxInSource.Left, 2));
            _json.WriteNumberValue(Math.Round(detection.BoxInSource.Top, 2));
            _json.WriteNumberValue(Math.Round(detection.BoxInSource.Right, 2));
            _json.WriteNumberValue(Math.Round(detection.BoxInSource.Bottom, 2));
            _json.WriteEndArray();
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteText(Frame frame, ReadOnlySpan<Detection> found)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{frame.Sequence,6} {frame.SourceTime.TotalSeconds,9:0.000} s  ");
        foreach (ref readonly var d in found)
        {
            var box = d.BoxInSource;
            text += string.Create(CultureInfo.InvariantCulture, $" {Label(d)} {d.Score:0.00} [{box.Left:0},{box.Top:0},{box.Right:0},{box.Bottom:0}]");
        }
        _line.Write(System.Text.Encoding.UTF8.GetBytes(found.IsEmpty ? text + " nothing" : text));
    }

    private string Label(in Detection detection) => detection.Class < _labels.Count ? _labels[detection.Class] : "unknown";
}
