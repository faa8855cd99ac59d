using System.Text;
using System.Text.Json;
using Xunit;

namespace EdgeHost.Tests.Rewards;

/// <summary>What docs/uploads.md says of a reward, read from that page and not from the writer.</summary>
internal static class RewardContract
{
    private static readonly string[] s_outcomes = ["answered", "rejected", "failed", "over_budget", "unknown"];
    private static readonly string[] s_sources = ["truth", "user", "self_check", "rule"];
    private static readonly string[] s_nullWithoutAnswer = ["query", "plan", "outcome", "trace", "answer"];

    public static JsonElement Check(ReadOnlySpan<byte> record)
    {
        Assert.False(record.ContainsAny((byte)'\n', (byte)'\r'), "a record is one line");
        Assert.False(record.ContainsAnyInRange((byte)0, (byte)31), "a control character stands in the record as it is");
        return Check(JsonElement.Parse(record));
    }

    public static JsonElement Check(JsonElement reward)
    {
        Text(reward, "id", isNullable: false);
        Assert.True(double.IsFinite(reward.GetProperty("time").GetDouble()));
        Text(reward, "device", isNullable: false);
        Text(reward, "user", isNullable: true);
        Text(reward, "consent", isNullable: false);
        Assert.Matches("^[0-9]+-[0-9a-f]+$", reward.GetProperty("catalog").GetString());
        Text(reward, "model", isNullable: true);
        Text(reward, "planner", isNullable: false);
        Text(reward, "bundle", isNullable: true);
        Assert.InRange(reward.GetProperty("reward").GetDouble(), -1, 1);
        Assert.Contains(reward.GetProperty("source").GetString(), s_sources);
        Text(reward, "why", isNullable: true);
        CheckCorrection(reward.GetProperty("correction"));
        if (reward.GetProperty("answer").ValueKind == JsonValueKind.Null)
        {
            Assert.All(s_nullWithoutAnswer, name => Assert.Equal(JsonValueKind.Null, reward.GetProperty(name).ValueKind));
            return reward;
        }
        Text(reward.GetProperty("query"), "text", isNullable: false);
        Text(reward.GetProperty("query"), "language", isNullable: false);
        Text(reward, "plan", isNullable: true);
        Assert.Contains(reward.GetProperty("outcome").GetString(), s_outcomes);
        foreach (var step in reward.GetProperty("trace").EnumerateArray())
        {
            Text(step, "tool", isNullable: false);
            Assert.True(step.GetProperty("ms").GetDouble() >= 0);
            Assert.True(step.GetProperty("size").GetInt32() >= 0);
        }
        Text(reward.GetProperty("answer"), "text", isNullable: false);
        Text(reward.GetProperty("answer"), "type", isNullable: false);
        Assert.True(reward.GetProperty("answer").TryGetProperty("value", out _));
        return reward;
    }

    private static void CheckCorrection(JsonElement correction)
    {
        if (correction.ValueKind == JsonValueKind.Null)
            return;
        var field = Assert.Single(correction.EnumerateObject());
        Assert.True(field.Name == "correct" || (field.Name == "plan" && field.Value.ValueKind == JsonValueKind.String), field.Name);
    }

    private static void Text(JsonElement json, string name, bool isNullable)
    {
        var kind = json.GetProperty(name).ValueKind;
        Assert.True(kind == JsonValueKind.String || (isNullable && kind == JsonValueKind.Null), $"'{name}' is {kind} in {Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(json))}");
    }
}
