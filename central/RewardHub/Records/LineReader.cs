using System.Text.Json;
using System.Text.Unicode;
using RewardHub.Refusing;
using RewardHub.Uploads;

namespace RewardHub.Records;

/// <summary>Takes a body apart into checked lines. The first line that is none is told, with its number; nothing of the batch is stored then.</summary>
internal static class LineReader
{
    private const string WayOut = "The device halves the batch to find it, or sets this record aside; the record's writer is to be corrected.";

    public static Refusal? Read(ReadOnlyMemory<byte> body, Batch batch, UploadOptions options, out List<RecordLine> lines)
    {
        lines = [];
        var previous = batch.First - 1;
        for (var number = 1; !body.IsEmpty; number++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (number > options.MaxLines)
                return TooManyLines(options.MaxLines);
            if (line.Length > options.MaxLineBytes)
                return UploadBody.TooLarge("record", options.MaxLineBytes, number);
            if (ReadLine(line, number, previous, batch, options, out var read) is { } refusal)
                return refusal;
            lines.Add(read!);
            previous = read!.Seq;
        }
        return lines.Count > 0 ? null : NoJson(1, "expected at least one record, found an empty body");
    }

    private static Refusal? ReadLine(ReadOnlyMemory<byte> text, int number, long previous, Batch batch, UploadOptions options, out RecordLine? line)
    {
        line = null;
        if (!Utf8.IsValid(text.Span))
            return NoJson(number, "expected UTF-8, found bytes that are none");
        if (text.Span.EndsWith("\r"u8))
            text = text[..^1];
        if (text.Span.Contains((byte)'\r'))
            return NoJson(number, "expected no carriage return, found one: exports are read line by line");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = options.MaxDepth, AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return NoJson(number, $"expected one JSON object without double names and at most {options.MaxDepth} deep, found: {Shown.Of(e.Message)}");
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return NoJson(number, $"expected an object with seq, kind and record, found {Shown.Of(root.GetRawText())}");
            var fields = new Fields(root);
            var seq = fields.Count("seq", 0);
            var kindName = fields.Text("kind", required: true);
            var kind = WireNames.KindOf(kindName);
            fields.Require("kind", kind, WireNames.Kinds, kindName);
            var record = fields.Inner("record", JsonValueKind.Object, required: true);
            if (fields.Fault is { } fault)
                return NoRecord(number, fault);
            if (seq <= previous || seq > batch.Last)
                return NoRecord(number, FormattableString.Invariant($"seq: expected {previous + 1} to {batch.Last} (in order, within first and last), found {seq}"));
            line = new RecordLine { Seq = seq!.Value, Kind = kind!.Value, Body = kind == RecordKind.Picture ? "" : record!.Value.GetRawText() };
            return RecordShapes.Read(line, record!.Value, batch.Device) is { } wrong ? NoRecord(number, $"record.{wrong}") : null;
        }
    }

    private static Refusal NoJson(int line, string fault) => new(
        StatusCodes.Status400BadRequest, "json", "No NDJSON", FormattableString.Invariant($"line {line}: {fault}. {WayOut}"), line);

    private static Refusal NoRecord(int line, string fault) => new(
        StatusCodes.Status422UnprocessableEntity, "record", "A line is no record", FormattableString.Invariant($"line {line}: {fault}. {WayOut}"), line);

    private static Refusal TooManyLines(int most) => new(
        StatusCodes.Status413PayloadTooLarge, "too-many-lines", "Too many lines", FormattableString.Invariant($"Expected at most {most:N0} lines, found more. Send fewer records at a time."))
    {
        Facts = new Dictionary<string, object?> { ["max_lines"] = most },
    };
}
