using EdgeWorld.Numerics;

namespace EdgeWorld.Actors;

/// <summary>A colour with the name that the truth gives it.</summary>
internal readonly record struct Paint(string Name, Rgb Rgb)
{
    private static readonly Paint[] s_vehicle =
    [
        new("white", new(232, 233, 235)), new("black", new(30, 31, 34)), new("grey", new(128, 131, 135)), new("red", new(188, 24, 30)),
        new("blue", new(28, 70, 170)), new("green", new(28, 110, 60)), new("yellow", new(238, 196, 30)), new("orange", new(230, 110, 22)),
        new("brown", new(98, 64, 42)), new("purple", new(104, 48, 132)),
    ];

    private static readonly Paint[] s_clothes =
    [
        new("white", new(226, 226, 224)), new("black", new(36, 36, 40)), new("grey", new(126, 128, 132)), new("red", new(196, 34, 40)),
        new("blue", new(40, 82, 178)), new("green", new(40, 128, 66)), new("yellow", new(236, 202, 52)), new("orange", new(232, 122, 36)),
        new("brown", new(110, 74, 48)), new("purple", new(118, 58, 146)), new("pink", new(232, 130, 164)),
    ];

    private static readonly Paint[] s_fur =
    [
        new("brown", new(132, 86, 50)), new("black", new(40, 38, 38)), new("white", new(226, 220, 208)), new("grey", new(130, 126, 120)),
    ];

    private static readonly Paint[] s_doors =
    [
        new("red", new(150, 36, 34)), new("blue", new(38, 66, 130)), new("green", new(36, 92, 58)), new("brown", new(112, 70, 40)),
        new("white", new(228, 226, 220)), new("grey", new(104, 110, 116)), new("black", new(44, 44, 48)),
    ];

    private static readonly Paint[] s_wood =
    [
        new("brown", new(138, 92, 54)), new("green", new(46, 98, 60)), new("grey", new(120, 122, 124)), new("red", new(150, 50, 40)),
    ];

    public static IReadOnlyList<string> VehicleNames { get; } = NamesOf(s_vehicle);

    public static IReadOnlyList<string> ClothesNames { get; } = NamesOf(s_clothes);

    public static IReadOnlyList<string> FurNames { get; } = NamesOf(s_fur);

    public static IReadOnlyList<string> DoorNames { get; } = NamesOf(s_doors);

    public static IReadOnlyList<string> WoodNames { get; } = NamesOf(s_wood);

    /// <summary>Vehicles are white, black or grey about as often as on real roads.</summary>
    public static Paint Vehicle(WorldRandom random) => Jittered(s_vehicle[random.Chance(0.4) ? random.Between(0, 3) : random.Between(0, s_vehicle.Length)], random);

    public static Paint Clothes(WorldRandom random) => Jittered(random.Pick<Paint>(s_clothes), random);

    public static Paint Fur(WorldRandom random) => Jittered(random.Pick<Paint>(s_fur), random);

    public static Paint DoorColour(WorldRandom random) => Jittered(random.Pick<Paint>(s_doors), random);

    public static Paint Wood(WorldRandom random) => Jittered(random.Pick<Paint>(s_wood), random);

    private static string[] NamesOf(Paint[] paints) => Array.ConvertAll(paints, paint => paint.Name);

    private static Paint Jittered(Paint paint, WorldRandom random)
    {
        var gain = random.Between(0.88, 1.12);
        return paint with { Rgb = paint.Rgb.Scaled(gain) };
    }
}
