using RewardHub.Records;
using RewardHub.Refusing;

namespace RewardHub.Exports;

/// <summary>What is wanted. Consent is no choice: only versions that allow training are ever exported.</summary>
internal sealed record ExportQuery(string? Planner, DateTimeOffset? Since, double? MinReward, RewardSource? Source, string[]? Consents, string System)
{
    /// <summary>What a model for plans is told; docs/plan-language.md has the language.</summary>
    public const string DefaultSystem = "Answer the question with a plan: one tool call a line, each result given a name, `return` last.";

    private const int MostCharactersOfSystem = 16 << 10;

    public static Refusal? Read(IQueryCollection query, out ExportQuery? export)
    {
        export = null;
        string? planner = query["planner"], since = query["since"], least = query["min_reward"], source = query["source"], system = query["system"];
        DateTimeOffset from = default;
        double reward = 0;
        if (since is not null && !DateTimeOffset.TryParse(since, null, global::System.Globalization.DateTimeStyles.AssumeUniversal, out from))
            return Bad("since", "a time of the hub's such as 2026-11-26T00:00:00Z", since);
        if (least is not null && !(double.TryParse(least, null, out reward) && reward is >= -1 and <= 1))
            return Bad("min_reward", "a number from -1 to 1", least);
        if (source is not null && WireNames.SourceOf(source) is null)
            return Bad("source", WireNames.Sources, source);
        if (system?.Length > MostCharactersOfSystem || system?.Contains('\0', StringComparison.Ordinal) == true)
            return Bad("system", $"at most {MostCharactersOfSystem} characters", system);
        if (query.Keys.FirstOrDefault(key => key is not ("planner" or "since" or "min_reward" or "source" or "system" or "consent")) is { } unknown)
            return Bad("query", "planner, since, min_reward, source, consent or system", unknown);
        var consents = query["consent"].OfType<string>().ToArray();
        if (consents.Append(planner).Any(text => text?.Contains('\0', StringComparison.Ordinal) == true))
            return Bad("query", "texts without zeros", "a zero");
        export = new ExportQuery(
            planner, since is null ? null : from.ToUniversalTime(), least is null ? null : reward, WireNames.SourceOf(source), consents.Length > 0 ? consents : null, system ?? DefaultSystem);
        return null;
    }

    private static Refusal Bad(string what, string expected, string found) => new(
        StatusCodes.Status400BadRequest, "export", "The export cannot be made", $"{what}: expected {expected}, found \"{Shown.Of(found)}\".");
}
