using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>The scenarios by name.</summary>
public static class ScenarioCatalog
{
    private static readonly string[] s_names =
    [
        "traffic", "crossing", "pavement", "parking", "near-miss", "collision", "indoor",
        "near-miss-rear-end", "near-miss-side", "near-miss-pedestrian", "collision-rear-end", "collision-side", "collision-pedestrian",
        "indoor-room", "indoor-corridor", "bustle",
    ];

    /// <summary>Each scenario; near-miss, collision and indoor draw their kind from the seed, the longer names fix it.</summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>Refuses an unknown scenario, or a view that it does not have.</summary>
    public static void Check(string name, ViewKind? view)
    {
        if (!s_names.Contains(name, StringComparer.Ordinal))
            throw new WorldException($"scenario '{name}' is unknown: expected {string.Join(", ", s_names)}");
        if (view is ViewKind.Vehicle && name.StartsWith("indoor", StringComparison.Ordinal))
            throw new WorldException($"scenario '{name}' has no vehicle: view is person or pole there");
    }

    internal static ViewKind DefaultView(string name) => name switch
    {
        "traffic" or "crossing" or "bustle" => ViewKind.Vehicle,
        "pavement" or "parking" or "indoor" or "indoor-room" or "indoor-corridor" => ViewKind.Person,
        _ => ViewKind.Vehicle,
    };

    internal static Scenario Create(string name, ulong seed) => name switch
    {
        "indoor" => new IndoorScenario(corridor: seed % 2 == 1),
        "indoor-room" => new IndoorScenario(corridor: false),
        "indoor-corridor" => new IndoorScenario(corridor: true),
        "near-miss" => Encounter(miss: true, (int)(seed % 3)),
        "near-miss-rear-end" => Encounter(miss: true, 0),
        "near-miss-side" => Encounter(miss: true, 1),
        "near-miss-pedestrian" => Encounter(miss: true, 2),
        "collision" => Encounter(miss: false, (int)(seed % 3)),
        "collision-rear-end" => Encounter(miss: false, 0),
        "collision-side" => Encounter(miss: false, 1),
        "collision-pedestrian" => Encounter(miss: false, 2),
        _ => new StreetScenario(name),
    };

    private static EncounterScenario Encounter(bool miss, int type) => type switch
    {
        0 => new RearEndEncounter(miss),
        1 => new SideEncounter(miss),
        _ => new PedestrianEncounter(miss),
    };
}
