using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeHost.Asking;
using EdgeHost.Rewards.Judging;
using EdgePlanner.Running;

namespace EdgeHost.Rewards;

/// <summary>Records as docs/uploads.md has them, each on one line: whatever a text holds, no line ends inside.</summary>
/// <param name="device">As the broker and the hub know it.</param>
/// <param name="catalog">Number of tools and a hash of what they are.</param>
internal sealed class RewardJson(RewardsOptions options, string device, string catalog)
{
    // A record is no HTML: letters beyond ASCII stay readable.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="answered">Null where the answer is not known (any more).</param>
    public byte[] Reward(string id, double timeS, AnsweredQuestion? answered, Judgement judgement) => Written(json =>
    {
        json.WriteString("id", Sound(id));
        json.WriteNumber("time", Seconds(timeS));
        json.WriteString("device", device);
        json.WriteString("user", options.User);
        json.WriteString("consent", options.Consent);
        json.WriteString("catalog", catalog);
        json.WriteString("model", answered?.Model);
        json.WriteString("planner", answered?.Planner ?? "unknown");
        json.WriteNull("bundle");
        Of(json, answered);
        json.WriteNumber("reward", Math.Round(Math.Clamp(judgement.Reward, -1, 1), 4));
        json.WriteString("source", NameOf(judgement.Source));
        json.WriteString("why", Sound(judgement.Why));
        if (judgement.Source == RewardSource.Truth)
            json.WriteString("judged", judgement.OfSeeingOnly ? "seeing" : "answer");
        Write(json, judgement.Correction);
    });

    public byte[] Trace(AnsweredQuestion answered, Trace trace) => Written(json =>
    {
        json.WriteString("id", Sound(answered.Id));
        json.WriteNumber("time", Seconds(answered.TimeS));
        json.WriteString("consent", options.Consent);
        json.WriteString("user", options.User);
        json.WritePropertyName("steps");
        trace.WriteTo(json);
    });

    /// <param name="blurred">Places in the picture that were made unrecognisable.</param>
    public byte[] Picture(string id, double timeS, ReadOnlySpan<byte> jpeg, int blurred)
    {
        var data = Convert.ToBase64String(jpeg);
        return Written(json =>
        {
            json.WriteString("id", Sound(id));
            json.WriteNumber("time", Seconds(timeS));
            json.WriteString("consent", options.Consent);
            json.WriteString("user", options.User);
            json.WriteNumber("blurred", blurred);
            json.WriteString("media_type", "image/jpeg");
            json.WriteString("data", data);
        });
    }

    public static string NameOf(RewardSource source) => source switch
    {
        RewardSource.Truth => "truth",
        RewardSource.User => "user",
        RewardSource.SelfCheck => "self_check",
        _ => "rule",
    };

    private static void Of(Utf8JsonWriter json, AnsweredQuestion? answered)
    {
        if (answered is null)
        {
            foreach (var name in (ReadOnlySpan<string>)["query", "plan", "outcome", "trace", "answer"])
                json.WriteNull(name);
            return;
        }
        json.WriteStartObject("query");
        json.WriteString("text", Sound(answered.Question));
        json.WriteString("language", answered.Question.Any(letter => letter is (>= '\u3040' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF')) ? "ja" : "en");
        json.WriteEndObject();
        json.WriteString("plan", answered.Plan is { } plan ? Sound(plan) : null);
        json.WriteString("outcome", AskOutput.OutcomeOf(answered.Outcome));
        json.WriteStartArray("trace");
        foreach (var step in answered.Steps)
        {
            json.WriteStartObject();
            json.WriteString("tool", step.Tool);
            json.WriteNumber("ms", Math.Round(step.Milliseconds, 3));
            json.WriteNumber("size", step.Size);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("answer");
        json.WriteString("text", Sound(answered.Text));
        json.WriteString("type", answered.Value.Type.ToString());
        json.WritePropertyName("value");
        AskOutput.WriteValue(json, answered.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Correction? correction)
    {
        if (correction is null)
        {
            json.WriteNull("correction");
            return;
        }
        json.WriteStartObject("correction");
        if (correction.Correct is { } value)
        {
            json.WritePropertyName("correct");
            json.WriteRawValue(value);
        }
        if (correction.Plan is { } plan)
            json.WriteString("plan", plan);
        json.WriteEndObject();
    }

    private static byte[] Written(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Half of a surrogate pair is no text and becomes U+FFFD; so does U+0000, which databases do not take in one.</summary>
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static double Seconds(double timeS) => Math.Round(timeS, 3);
}
