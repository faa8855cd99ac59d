using EdgeWorld.Captions;
using EdgeWorld.Numerics;
using EdgeWorld.Scenes;

namespace EdgeWorld.Questions;

/// <summary>Draws what a question is about: mostly kinds, colours, states and places that the scene shows, sometimes ones that it does not.</summary>
internal static class ThingPhrases
{
    private static readonly string[] s_outdoors = ["car", "truck", "bus", "motorcycle", "bicycle", "person", "dog", "traffic light", "stop sign", "cone", "bench"];
    private static readonly string[] s_indoors = ["person", "dog", "door", "steps", "keys", "cup", "phone", "bag", "bench"];
    private static readonly string[] s_vehicles = ["car", "truck", "bus", "motorcycle", "bicycle"];
    private static readonly string[] s_places = ["road", "crossing", "pavement"];
    private static readonly string[] s_companions = ["cane", "pram", "dog"];

    private const double ShownShare = 0.75;
    private const double PlainShare = 0.45;
    private const double ColourShare = 0.75;

    /// <summary>A kind, with one word about it in about half the cases.</summary>
    public static ThingPhrase Draw(AskedScene scene, WorldRandom random) => Draw(scene, random, KindsOf(scene));

    /// <summary>The same of one of these kinds.</summary>
    public static ThingPhrase Draw(AskedScene scene, WorldRandom random, ReadOnlySpan<string> kinds)
    {
        var shown = Shown(scene, random, kinds);
        var kind = shown?.Class ?? random.Pick(kinds);
        if (random.Chance(PlainShare))
            return s_vehicles.Contains(kind) && kinds.Length > 1 && random.Chance(0.2) ? Plain("vehicle") : Plain(kind);
        if (Choices.Colours(kind).Count > 1 && random.Chance(ColourShare))
            return Coloured(kind, shown?.Attributes.Colour is { } colour && random.Chance(ShownShare) ? colour : random.Pick<string>([.. Choices.Colours(kind)]));
        return Otherwise(kind, shown, random);
    }

    /// <summary>A kind and nothing more, of a thing that the scene shows where it shows one.</summary>
    public static ThingPhrase DrawPlain(AskedScene scene, WorldRandom random, ReadOnlySpan<string> kinds) =>
        Plain(Shown(scene, random, kinds)?.Class ?? random.Pick(kinds));

    public static ReadOnlySpan<string> KindsOf(AskedScene scene) => scene.IsIndoors ? s_indoors : s_outdoors;

    public static ReadOnlySpan<string> Vehicles => s_vehicles;

    public static ThingPhrase Plain(string kind) => new(kind, kind, ManyOf(kind), null);

    private static ThingPhrase Coloured(string kind, string colour) => kind == "person"
        ? new(kind, $"person in {colour}", $"people in {colour}", colour)
        : new(kind, $"{colour} {kind}", $"{colour} {ManyOf(kind)}", colour);

    private static ThingPhrase Otherwise(string kind, SceneObject? shown, WorldRandom random)
    {
        switch (kind)
        {
            case "person" when random.Chance(0.3):
                var gait = random.Chance(0.5) ? "walking" : "standing";
                return random.Chance(0.5) ? new(kind, $"person {gait}", $"people {gait}", gait) : new(kind, $"{gait} person", $"{gait} people", gait);
            case "person" when random.Chance(0.3):
                var companion = shown?.Attributes.With ?? random.Pick<string>(s_companions);
                return With(kind, $"with a {companion}", companion);
            case "door" or "traffic light":
                var state = random.Pick<string>([.. Choices.States(kind)]);
                return new(kind, $"{state} {kind}", $"{state} {ManyOf(kind)}", state);
            case "cup" or "keys" or "phone" or "bag":
                return With(kind, "on the table", "table");
            case "person" or "car" or "truck" or "bus" or "motorcycle" or "bicycle":
                var place = shown?.Attributes.Place is { } here && s_places.Contains(here) && random.Chance(ShownShare) ? here : random.Pick<string>(s_places);
                return With(kind, $"on the {place}", place);
            default:
                return Plain(kind);
        }
    }

    private static ThingPhrase With(string kind, string tail, string word) => new(kind, $"{kind} {tail}", $"{ManyOf(kind)} {tail}", word);

    private static SceneObject? Shown(AskedScene scene, WorldRandom random, ReadOnlySpan<string> kinds)
    {
        List<SceneObject> fitting = [];
        foreach (var thing in scene.Counted)
        {
            if (kinds.Contains(thing.Class))
                fitting.Add(thing);
        }
        return fitting.Count > 0 && random.Chance(ShownShare) ? fitting[random.Between(0, fitting.Count)] : null;
    }

    private static string ManyOf(string kind) => kind switch
    {
        "person" => "people",
        "bus" => "buses",
        "bench" => "benches",
        "keys" or "steps" => kind,
        _ => $"{kind}s",
    };
}
