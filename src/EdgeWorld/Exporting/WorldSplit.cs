using System.Security.Cryptography;
using System.Text;
using EdgeWorld.Viewing;

namespace EdgeWorld.Exporting;

/// <summary>What a film may be used for.</summary>
public enum SplitPart
{
    Train,
    Validation,
    Test,
}

/// <summary>
/// Which films train, which choose, and which only measure: fixed by the SHA-256 of <c>scenario-seed</c> before any training (first byte
/// below 205 trains, below 230 validates, the rest tests). Two kinds of encounter are never trained on, whatever their seed.
/// </summary>
public static class WorldSplit
{
    // Indoor films hold the small classes and come more often than their share of the scenarios.
    private static readonly string[] s_scenarios =
    [
        "traffic", "indoor-room", "crossing", "pavement", "indoor-corridor", "parking", "near-miss-rear-end", "indoor-room", "crossing",
        "pavement", "collision-rear-end", "indoor-corridor", "traffic", "parking", "near-miss-side", "collision-pedestrian",
    ];

    // What is rare elsewhere is plenty here; to learn from only, so that the films that choose and measure stay everyday ones.
    private static readonly string[] s_lessons = ["bustle", "bustle", "bustle", "bustle", "bustle", "bustle"];

    private static readonly string[] s_unseen = ["collision-side", "near-miss-pedestrian"];

    public static SplitPart Of(string scenario, ulong seed)
    {
        if (s_unseen.Contains(scenario, StringComparer.Ordinal))
            return SplitPart.Test;
        var first = SHA256.HashData(Encoding.UTF8.GetBytes($"{scenario}-{seed}"))[0];
        return first < 205 ? SplitPart.Train : first < 230 ? SplitPart.Validation : SplitPart.Test;
    }

    /// <summary>The first films of a part: its scenarios in turn, seeds upwards, light and view from the seed.</summary>
    /// <param name="firstSeed">Where the seeds begin: far enough apart, two calls have no film in common.</param>
    public static IReadOnlyList<WorldOptions> Films(SplitPart part, int count, ulong firstSeed = 0)
    {
        if (count < 1)
            throw new WorldException($"films {count} is not valid: at least 1");
        string[] scenarios = part switch
        {
            SplitPart.Train => [.. s_scenarios, .. s_lessons],
            SplitPart.Test => [.. s_scenarios, .. s_unseen],
            _ => s_scenarios,
        };
        var next = scenarios.Distinct(StringComparer.Ordinal).ToDictionary(s => s, _ => firstSeed, StringComparer.Ordinal);
        var films = new List<WorldOptions>(count);
        while (films.Count < count)
        {
            var scenario = scenarios[films.Count % scenarios.Length];
            while (Of(scenario, next[scenario]) != part)
                next[scenario]++;
            films.Add(Film(scenario, next[scenario]++));
        }
        return films;
    }

    private static WorldOptions Film(string scenario, ulong seed) =>
        new() { Scenario = scenario, Seed = seed, Light = null, View = View(scenario, seed) };

    // Half the films keep the scenario's own view.
    private static ViewKind? View(string scenario, ulong seed) => (seed / 3 % 4) switch
    {
        1 => ViewKind.Person,
        2 => ViewKind.Pole,
        _ => scenario.StartsWith("indoor", StringComparison.Ordinal) || seed % 2 == 0 ? null : ViewKind.Vehicle,
    };
}
