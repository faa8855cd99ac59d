using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using EdgeHost.Configuration;
using EdgeHost.Rewards.Hearing;
using Telemetry.Mqtt;

namespace EdgeHost.Cli;

/// <summary><c>edgehost feedback ID</c>: says to a running host how good an answer was, or what would have been right.</summary>
internal static class FeedbackCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static Command Build()
    {
        var id = new Argument<string>("ID") { Description = "Of the answer, as it came with it." };
        var reward = new Option<double?>("--reward") { Description = "-1 (wrong) to 1 (right).", HelpName = "X" };
        var correct = new Option<string?>("--correct") { Description = "The right value: a number, true, false, null (it cannot be told), or a text.", HelpName = "VALUE" };
        var plan = new Option<string?>("--plan") { Description = "A file with the plan that would have been right.", HelpName = "FILE" };
        var mqtt = new Option<string?>("--mqtt") { Description = "Broker of the host; without it that of the settings, else 127.0.0.1:1883.", HelpName = "HOST[:PORT]" };
        var device = new Option<string?>("--device") { Description = "Name of the host in topics.", HelpName = "NAME" };
        var settings = new SettingsArguments();
        var command = new Command("feedback", "Say how good an answer of a running host was, or what would have been right.") { id, reward, correct, plan, mqtt, device };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var options = SettingsReader.Read(settings.Sources(result, BrokerArguments.Overrides(result.GetValue(mqtt), result.GetValue(device))).Build()).Mqtt;
            options.Host ??= "127.0.0.1";
            var payload = Payload(result.GetValue(id)!, result.GetValue(reward), result.GetValue(correct), result.GetValue(plan));
            // The device would say the same; this costs no broker.
            if (FeedbackReader.Read(payload).Problem is { } problem)
                throw new SettingsException([problem]);
            var (answer, fault) = await MqttRequest.SendAsync(
                options, MqttFeedback.Topic, payload, MqttFeedback.Results, heard => IsOf(result.GetValue(id)!, heard), s_patience, TimeProvider.System, cancellationToken);
            await System.Console.Error.WriteLineAsync(answer is null ? fault : Encoding.UTF8.GetString(answer));
            return answer is not null && JsonElement.Parse(answer).GetProperty("ok").GetBoolean() ? 0 : 1;
        }));
        return command;
    }

    internal static byte[] Payload(string id, double? reward, string? correct, string? plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            if (reward is { } number && double.IsFinite(number))
                json.WriteNumber("reward", number);
            if (correct is not null)
                WriteValue(json, correct);
            if (plan is not null)
                json.WriteString("plan", File.ReadAllText(plan));
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What reads as a JSON number, true, false or null is one; all else is a text.</summary>
    private static void WriteValue(Utf8JsonWriter json, string text)
    {
        try
        {
            if (JsonElement.Parse(text) is { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null or JsonValueKind.String } value)
            {
                json.WritePropertyName("correct");
                value.WriteTo(json);
                return;
            }
        }
        catch (JsonException)
        {
            // A text then.
        }
        json.WriteString("correct", text);
    }

    private static bool IsOf(string id, byte[] heard)
    {
        try
        {
            return JsonElement.Parse(heard) is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("id", out var of) && of.ValueEquals(id);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
