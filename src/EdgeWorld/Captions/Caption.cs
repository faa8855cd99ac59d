using EdgeWorld.Scenes;

namespace EdgeWorld.Captions;

/// <summary>
/// What one picture tells of an object, in words: <c>a person in red walking with a cane on the pavement in the rain</c>. Only what can be
/// seen in a still crop is said: whether a car moves is for a tracker, how large a thing is for a camera that is measured.
/// </summary>
public static class Caption
{
    /// <summary>All that is seen: kind, colour, state, what goes along, place, light.</summary>
    public static string Full(SceneObject thing, string light)
    {
        var attributes = thing.Attributes;
        var with = attributes.With is { } companion ? $" with a {companion}" : "";
        return $"{Short(thing)}{with}{Place(attributes.Place)}{Light(light)}";
    }

    /// <summary>Kind, colour and state: <c>an open blue door</c>, <c>a person in red walking</c>.</summary>
    public static string Short(SceneObject thing) => Prompt(thing.Class, thing.Attributes.Colour, VisibleState(thing));

    /// <summary>The words for a kind with a colour and a state; either may be null.</summary>
    public static string Prompt(string kind, string? colour, string? state)
    {
        if (kind == "person")
            return $"a person{(colour is null ? "" : $" in {colour}")}{(state is null ? "" : $" {state}")}";
        if (kind == "traffic light")
            return state switch { null => "a traffic light", "unseen" => "a traffic light from behind", "amber" => "an amber traffic light", _ => $"a {state} traffic light" };
        string?[] words = kind switch
        {
            "phone" => [colour, kind, state is null ? null : $"switched {state}"],
            "bicycle" or "motorcycle" => [colour, kind, state is null ? null : state == "parked" ? "parked" : "with a rider"],
            "stop sign" => [kind],
            _ => [state, colour, kind],
        };
        var phrase = string.Join(' ', words.Where(w => w is not null));
        return (phrase[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + phrase;
    }

    /// <summary>The state as far as a still picture shows it; null where it does not.</summary>
    public static string? VisibleState(SceneObject thing) => thing.Class switch
    {
        "person" or "traffic light" or "door" or "phone" => thing.Attributes.State,
        "bicycle" or "motorcycle" => thing.Attributes.State is "parked" ? "parked" : "ridden",
        _ => null,
    };

    private static string Place(string? place) => place switch
    {
        null => "",
        "road" => " on the road",
        "crossing" => " on the crossing",
        "pavement" => " on the pavement",
        "indoors" => " indoors",
        _ => $" on a {place}",
    };

    private static string Light(string light) => light switch
    {
        "day" => " by day",
        "dusk" => " at dusk",
        "night" => " at night",
        "rain" => " in the rain",
        "glare" => " in glare",
        _ => throw new WorldException($"light '{light}' is unknown: expected day, dusk, night, rain or glare"),
    };
}
