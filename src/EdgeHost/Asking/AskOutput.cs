using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgePlanner.Answering;
using EdgePlanner.Running;
using EdgePlanner.Values;

namespace EdgeHost.Asking;

/// <summary>An answer on standard output: as the <c>answer</c> message has it (docs/mqtt.md), or for a person.</summary>
internal static class AskOutput
{
    public static byte[] Json(Asked asked)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, asked);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>The sentence alone; explained, the plan and each step with its result before it.</summary>
    public static byte[] Text(Answer answer, bool explained)
    {
        var text = new StringBuilder();
        if (explained)
        {
            foreach (var part in answer.Parts)
            {
                text.Append(CultureInfo.InvariantCulture, $"part: {part.Question}\n");
                Explain(text, part);
                text.Append(CultureInfo.InvariantCulture, $"-> {part.Text}\n");
            }
            Explain(text, answer);
            var (plan, check, run) = answer.Timings;
            text.Append(CultureInfo.InvariantCulture, $"planned in {plan.TotalMilliseconds:0.0} ms, checked in {check.TotalMilliseconds:0.0} ms, ran in {run.TotalMilliseconds:0.0} ms\n");
        }
        return Encoding.UTF8.GetBytes(text.Append(answer.Text).Append('\n').ToString());
    }

    private static void Explain(StringBuilder text, Answer answer)
    {
        foreach (var attempt in answer.Attempts)
        {
            foreach (var (_, why) in attempt.PassedOver)
                text.Append(why).Append('\n');
            var price = attempt.Priced is { } priced ? string.Create(CultureInfo.InvariantCulture, $", at most {priced.Price.TotalMilliseconds:0.###} ms") : "";
            text.Append(CultureInfo.InvariantCulture, $"plan ({attempt.Planner}, confidence {attempt.Confidence:0.00}{price})\n");
            text.Append(Indented(attempt.Plan)).Append("steps\n").Append(Indented(attempt.Outcome.Trace.ToString()));
            if (attempt.Outcome.Kind != OutcomeKind.Answered)
                text.Append(attempt.Fault).Append('\n');
        }
    }

    /// <summary>What the answers to the parts of a question were, and how they came about.</summary>
    private static void WriteParts(Utf8JsonWriter json, IReadOnlyList<Answer> parts)
    {
        if (parts.Count == 0)
            return;
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("question", part.Question);
            json.WriteString("outcome", OutcomeOf(part.Outcome));
            json.WriteString("text", part.Text);
            json.WriteString("plan", part.Last?.Plan);
            json.WritePropertyName("trace");
            (part.Last?.Outcome.Trace ?? Trace.Empty).WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Left out where the first planner that was asked had the plan.</summary>
    private static void WritePassedOver(Utf8JsonWriter json, IReadOnlyList<Declined> passedOver)
    {
        if (passedOver.Count == 0)
            return;
        json.WriteStartArray("passed_over");
        foreach (var (planner, why) in passedOver)
        {
            json.WriteStartObject();
            json.WriteString("planner", planner);
            json.WriteString("why", why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Asked asked)
    {
        var answer = asked.Answer;
        json.WriteStartObject();
        json.WriteString("id", asked.Id);
        json.WriteString("question", Sound(answer.Question));
        json.WriteString("outcome", OutcomeOf(answer.Outcome));
        json.WriteString("text", answer.Text);
        json.WritePropertyName("value");
        WriteValue(json, answer.Value);
        if (answer.Value.Type != PlanType.None)
            json.WriteString("type", answer.Value.Type.ToString());
        json.WriteNumber("confidence", Math.Round(answer.Confidence, 4));
        json.WriteString("planner", answer.Last?.Planner);
        WritePassedOver(json, answer.Last?.PassedOver ?? []);
        json.WriteString("plan", answer.Last?.Plan);
        json.WritePropertyName("trace");
        (answer.Last?.Outcome.Trace ?? Trace.Empty).WriteTo(json);
        WriteParts(json, answer.Parts);
        json.WriteStartArray("evidence");
        foreach (var box in asked.Evidence)
        {
            json.WriteStartArray();
            foreach (var side in (ReadOnlySpan<float>)[box.Left, box.Top, box.Right, box.Bottom])
                json.WriteNumberValue(Math.Round(side, 2));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        if (asked.At is { } at)
        {
            json.WriteString("camera", at.Camera);
            json.WriteNumber("frame_id", at.FrameId);
            json.WriteNumber("frame_time", at.FrameTime);
        }
        if (asked.Snapshot is { } jpeg)
            json.WriteBase64String("snapshot", jpeg);
        if (asked.SnapshotFault is { } fault)
            json.WriteString("snapshot_error", fault);
        json.WriteStartObject("timings");
        json.WriteNumber("queue_ms", Math.Round(asked.Queued.TotalMilliseconds, 3));
        json.WriteNumber("look_ms", Math.Round(asked.Looked.TotalMilliseconds, 3));
        json.WriteNumber("plan_ms", Math.Round(answer.Timings.Plan.TotalMilliseconds, 3));
        json.WriteNumber("check_ms", Math.Round(answer.Timings.Check.TotalMilliseconds, 3));
        json.WriteNumber("run_ms", Math.Round(answer.Timings.Run.TotalMilliseconds, 3));
        json.WriteEndObject();
        if (answer.Error is not null)
            json.WriteString("error", answer.Error);
        json.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter json, in Value value)
    {
        switch (value.Type)
        {
            case var _ when !value.IsKnown:
                json.WriteNullValue();
                break;
            case PlanType.Bool:
                json.WriteBooleanValue(value.Truth);
                break;
            case PlanType.Boxes or PlanType.Tracks:
                json.WriteNumberValue(value.Set.Count);
                break;
            case PlanType.Text:
                json.WriteStringValue(value.Text);
                break;
            case PlanType.Int or PlanType.Clock:
                json.WriteNumberValue(value.Integer);
                break;
            default:
                json.WriteNumberValue(Math.Round(value.Number, 4));
                break;
        }
    }

    public static string OutcomeOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Answered => "answered",
        OutcomeKind.Rejected => "rejected",
        OutcomeKind.Failed => "failed",
        OutcomeKind.OverBudget => "over_budget",
        _ => "unknown",
    };

    /// <summary>A question from a command line may hold half of a surrogate pair, which is no text and becomes U+FFFD.</summary>
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Indented(string lines) =>
        string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"));
}
