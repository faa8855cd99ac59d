using EdgeWorld.Actors;

namespace EdgeWorld.Captions;

/// <summary>What a kind may be, where a still picture shows it: the answers that a question about its colour or state has.</summary>
public static class Choices
{
    private static readonly string[] s_phones = ["black", "white"];
    private static readonly string[] s_lights = ["red", "amber", "green"];
    private static readonly string[] s_gaits = ["standing", "walking"];
    private static readonly string[] s_doors = ["open", "closed"];
    private static readonly string[] s_screens = ["on", "off"];
    private static readonly string[] s_rides = ["parked", "ridden"];

    /// <summary>Empty for a kind that comes in one colour.</summary>
    public static IReadOnlyList<string> Colours(string kind) => kind switch
    {
        "car" or "truck" or "bus" or "motorcycle" or "bicycle" => Paint.VehicleNames,
        "person" or "cup" or "bag" => Paint.ClothesNames,
        "dog" => Paint.FurNames,
        "door" => Paint.DoorNames,
        "bench" => Paint.WoodNames,
        "phone" => s_phones,
        _ => [],
    };

    /// <summary>In the words of <see cref="Caption.VisibleState"/>; empty for a kind whose state one picture does not show.</summary>
    public static IReadOnlyList<string> States(string kind) => kind switch
    {
        "person" => s_gaits,
        "traffic light" => s_lights,
        "door" => s_doors,
        "phone" => s_screens,
        "bicycle" or "motorcycle" => s_rides,
        _ => [],
    };
}
