using EdgePlanner.Values;
using EdgeWorld;
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

    /// <summary>Made once: classes run side by side, and a <see cref="SceneStore"/> is for one of them.</summary>
    private static readonly PlanScene[] s_scenes = [.. Films.Select(film => PlanScene.Of(WorldOptions.Parse(film.Source), film.Frame))];

    /// <summary>How many cars there are; the reference finds and counts.</summary>
    public static PlanQuestion Cars(double priceMs = 40.0013) => Of("cars", "how many cars are there", "a = find(\"car\")\nb = count(a)\nreturn b", priceMs, "compositional", film => Value.OfInt(CarsOn(film)));

    public static PlanQuestion Weather() =>
        Of("weather", "what is the weather", "", 0, "unanswerable", _ => Value.Unknown(PlanType.Text, "it cannot be told"));

    public static int CarsOn(int film) => s_scenes[film].Graph.Objects.Count(thing => thing is { Class: "car", Ignored: false });

    private static PlanQuestion Of(string id, string question, string plan, double priceMs, string kind, Func<int, Value> answer) => new(
        id, question, Language.English, "count", kind, "hand", 2, plan, priceMs, [], [.. Films.Select((film, number) => new AskedOn(film.Source, film.Frame, answer(number)))]);
}
