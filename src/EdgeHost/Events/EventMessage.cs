using System.Buffers;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Events;

internal enum EventKind
{
    New,
    Update,
    End,
}

/// <summary>
/// Writes <c>{type, before, after}</c> into one buffer that is used again and again. Fields have the names that Frigate gives them where
/// the meaning is the same; ours are <c>track_id</c>, <c>dwell_s</c> and <c>crossed_lines</c>. The reference is docs/events.md.
/// </summary>
internal sealed class EventMessage : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText _camera;

    public EventMessage(CameraId camera)
    {
        _camera = JsonEncodedText.Encode(camera.Name);
        _json = new(_buffer, s_options);
    }

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(EventKind kind, ObservedObject subject, Zone[] zones)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("type"u8, kind switch { EventKind.New => "new"u8, EventKind.Update => "update"u8, _ => "end"u8 });
        _json.WritePropertyName("before"u8);
        WriteSide(subject, subject.Told, zones);
        _json.WritePropertyName("after"u8);
        WriteSide(subject, subject.Now, zones);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();

    private void WriteSide(ObservedObject subject, in ObjectFacts facts, Zone[] zones)
    {
        var box = Whole(facts.BoxInSource, facts.Width, facts.Height);
        _json.WriteStartObject();
        _json.WriteString("id"u8, subject.EventId);
        _json.WriteNumber("track_id"u8, subject.TrackId);
        _json.WriteString("camera"u8, _camera);
        _json.WriteNumber("frame_time"u8, Time(facts.FrameTime));
        _json.WriteString("label"u8, subject.Label.Json);
        _json.WriteNull("sub_label"u8);
        _json.WriteNumber("top_score"u8, Score(facts.TopScore));
        _json.WriteBoolean("false_positive"u8, facts.IsFalsePositive);
        _json.WriteNumber("start_time"u8, Time(subject.StartTime));
        if (facts.EndTime is { } end)
            _json.WriteNumber("end_time"u8, Time(end));
        else
            _json.WriteNull("end_time"u8);
        _json.WriteNumber("score"u8, Score(facts.Score));
        WriteBox("box"u8, box);
        _json.WriteNumber("area"u8, (long)(box.Right - box.Left) * (box.Bottom - box.Top));
        _json.WriteNumber("ratio"u8, Math.Round((box.Right - box.Left) / (double)Math.Max(1, box.Bottom - box.Top), 2));
        WriteBox("region"u8, (0, 0, facts.Width, facts.Height)); // the whole picture is searched
        WriteZones(facts.CurrentZones, subject.Entered[..facts.EnteredCount], zones);
        _json.WriteBoolean("has_snapshot"u8, facts.HasSnapshot);
        _json.WriteBoolean("has_clip"u8, false);
        _json.WriteBoolean("active"u8, !facts.IsStationary);
        _json.WriteBoolean("stationary"u8, facts.IsStationary);
        _json.WriteNumber("motionless_count"u8, facts.MotionlessCount);
        _json.WriteNumber("position_changes"u8, facts.PositionChanges);
        _json.WriteNumber("dwell_s"u8, Math.Round(facts.DwellSeconds, 3));
        WriteCrossings(subject.Crossings, facts.CrossedCount);
        _json.WriteEndObject();
    }

    private void WriteZones(ulong current, ReadOnlySpan<byte> entered, Zone[] zones)
    {
        _json.WriteStartArray("current_zones"u8);
        for (; current != 0; current &= current - 1)
            _json.WriteStringValue(zones[BitOperations.TrailingZeroCount(current)].Name);
        _json.WriteEndArray();
        _json.WriteStartArray("entered_zones"u8);
        foreach (var zone in entered)
            _json.WriteStringValue(zones[zone].Name);
        _json.WriteEndArray();
    }

    private void WriteCrossings(IReadOnlyList<Crossing> crossings, int count)
    {
        _json.WriteStartArray("crossed_lines"u8);
        for (var i = 0; i < count; i++)
        {
            _json.WriteStartObject();
            _json.WriteString("line"u8, crossings[i].Line);
            _json.WriteString("direction"u8, crossings[i].Direction == CrossingDirection.In ? "in"u8 : "out"u8);
            _json.WriteNumber("time"u8, Time(crossings[i].Time));
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void WriteBox(ReadOnlySpan<byte> name, (int Left, int Top, int Right, int Bottom) box)
    {
        _json.WriteStartArray(name);
        _json.WriteNumberValue(box.Left);
        _json.WriteNumberValue(box.Top);
        _json.WriteNumberValue(box.Right);
        _json.WriteNumberValue(box.Bottom);
        _json.WriteEndArray();
    }

    /// <summary>Whole pixels within the picture, as Frigate has them.</summary>
    private static (int Left, int Top, int Right, int Bottom) Whole(in Box box, int width, int height) => (
        (int)Math.Clamp(MathF.Round(box.Left), 0, width), (int)Math.Clamp(MathF.Round(box.Top), 0, height),
        (int)Math.Clamp(MathF.Round(box.Right), 0, width), (int)Math.Clamp(MathF.Round(box.Bottom), 0, height));

    private static double Score(float score) => Math.Round((double)score, 3);

    /// <summary>To the microsecond: what a double holds of today's Unix time.</summary>
    private static double Time(double unixSeconds) => Math.Round(unixSeconds, 6);
}
