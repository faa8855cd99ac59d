using System.Text.Json;
using RewardHub.Refusing;

namespace RewardHub.Records;

/// <summary>What the contract says of each kind of record. Each fills in the line and returns what is wrong, or null.</summary>
internal static class RecordShapes
{
    private const int MostCharactersOfText = 64 << 10;

    public static string? Read(RecordLine line, JsonElement record, string device) => line.Kind switch
    {
        RecordKind.Reward => Reward(line, record, device),
        RecordKind.Trace => Trace(line, record),
        RecordKind.Picture => PictureShape.Read(line, record),
        RecordKind.Gap => Gap(line, record),
        _ => null, // events are the device's own
    };

    private static string? Reward(RecordLine line, JsonElement record, string device)
    {
        var fields = new Fields(record);
        line.Answer = fields.Text("id", required: true);
        fields.Number("time", double.MinValue, double.MaxValue);
        var of = fields.Text("device", required: true);
        if (of is not null && of != device)
            fields.Blame($"device: expected \"{device}\", found \"{Shown.Of(of)}\"");
        line.User = fields.Text("user");
        line.Consent = fields.Text("consent", required: true);
        line.Planner = fields.Text("planner", required: true);
        fields.Text("catalog");
        fields.Text("model");
        fields.Text("bundle");
        line.Reward = fields.Number("reward", -1, 1);
        var source = fields.Text("source", required: true);
        line.Source = WireNames.SourceOf(source);
        fields.Require("source", line.Source, WireNames.Sources, source);
        if (fields.Inner("query", JsonValueKind.Object) is { } query)
        {
            var inner = new Fields(query);
            inner.Text("text", required: true, MostCharactersOfText);
            inner.Text("language");
            line.Asked = true;
            if (inner.Fault is { } fault)
                fields.Blame($"query.{fault}");
        }
        fields.Text("plan", most: MostCharactersOfText);
        var outcome = fields.Text("outcome");
        if (outcome is not (null or "answered" or "rejected" or "failed" or "over_budget" or "unknown"))
            fields.Blame($"outcome: expected answered, rejected, failed, over_budget or unknown, found \"{Shown.Of(outcome)}\"");
        fields.Inner("trace", JsonValueKind.Array);
        fields.Inner("answer", JsonValueKind.Object);
        fields.Text("why", most: MostCharactersOfText);
        if (fields.Inner("correction", JsonValueKind.Object) is { } correction)
            line.Corrected = Correction(ref fields, correction);
        return fields.Fault;
    }

    /// <summary>Whether it is a plan.</summary>
    private static bool Correction(ref Fields fields, JsonElement correction)
    {
        var inner = new Fields(correction);
        var plan = inner.Text("plan", most: MostCharactersOfText);
        if (plan is null && inner.Fault is null && !correction.TryGetProperty("correct", out _))
            inner.Blame("expected correct or plan, found neither");
        if (inner.Fault is { } fault)
            fields.Blame($"correction.{fault}");
        return plan is not null;
    }

    private static string? Trace(RecordLine line, JsonElement record)
    {
        var fields = new Fields(record);
        line.Answer = fields.Text("id", required: true);
        fields.Number("time", double.MinValue, double.MaxValue);
        line.Consent = fields.Text("consent", required: true);
        line.User = fields.Text("user");
        fields.Inner("steps", JsonValueKind.Array, required: true);
        return fields.Fault;
    }

    private static string? Gap(RecordLine line, JsonElement record)
    {
        var fields = new Fields(record);
        var first = fields.Count("first", 0);
        var last = fields.Count("last", 0);
        if (first > last)
            fields.Blame(FormattableString.Invariant($"last: expected a number from {first}, found {last}"));
        var lost = fields.Text("lost", required: true);
        if (lost is not (null or "unknown" or "reward" or "trace" or "picture" or "event" or "safety_event"))
            fields.Blame($"lost: expected reward, trace, picture, event, safety_event or unknown, found \"{Shown.Of(lost)}\"");
        line.LostBy = fields.Text("reason", required: true);
        if (line.LostBy is not (null or "evicted" or "damaged" or "unfinished" or "refused"))
            fields.Blame($"reason: expected evicted, damaged, unfinished or refused, found \"{Shown.Of(line.LostBy)}\"");
        line.Lost = fields.Count("count", 0);
        return fields.Fault;
    }
}
