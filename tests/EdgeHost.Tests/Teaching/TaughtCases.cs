using EdgePlanner.Values;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Tests.Teaching;

/// <summary>Questions whose answers are counted from the scene graphs, not by a plan.</summary>
internal static class TaughtCases
{
    public static readonly (string Source, int Frame)[] Films =
    [
        ("sim:street?scenario=traffic&seed=1", 10), ("sim:street?scenario=crossing&seed=2", 10), ("sim:street?scenario=parking&seed=3", 10), ("sim:street?scenario=indoor-room&seed=4&view=person", 10),
    ];

    private static readonly SceneStore s_scenes = new();

    /// <summary>How many cars there are; the reference finds and counts.</summary>
    public static PlanQuestion Cars(double priceMs = 40.0013) => Of("cars", "how many cars are there", "a = find(\"car\")\nb = count(a)\nreturn b", priceMs, "compositional", Count);

    public static PlanQuestion Weather() =>
        Of("weather", "what is the weather", "", 0, "unanswerable", (_, _) => Value.Unknown(PlanType.Text, "it cannot be told"));

    public static long CarsOn(int film) => s_scenes.Open(Films[film].Source, Films[film].Frame).Graph.Objects.Count(thing => thing is { Class: "car", Ignored: false });

    private static Value Count(string source, int frame) =>
        Value.OfInt(s_scenes.Open(source, frame).Graph.Objects.Count(thing => thing is { Class: "car", Ignored: false }));

    private static PlanQuestion Of(string id, string question, string plan, double priceMs, string kind, Func<string, int, Value> answer) => new(
        id, question, Language.English, "count", kind, "hand", 2, plan, priceMs, [], [.. Films.Select(film => new AskedOn(film.Source, film.Frame, answer(film.Source, film.Frame)))]);
}
