using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools.Families;

/// <summary>One thing out of a set.</summary>
internal static class SelectionTools
{
    private const string One = " A set of one; empty for an empty set.";

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        Declare("largest", "The thing that takes most of the picture.", (world, thing) => world.BoxOf(thing).Area),
        Declare("smallest", "The thing that takes least of the picture.", (world, thing) => -world.BoxOf(thing).Area),
        Declare("leftmost", "The thing whose middle is farthest to the left of the picture.", (world, thing) => -world.BoxOf(thing).Centre.X),
        Declare("rightmost", "The thing whose middle is farthest to the right of the picture.", (world, thing) => world.BoxOf(thing).Centre.X),
        ByDistance("nearest", "The thing nearest to the camera.", -1),
        ByDistance("farthest", "The thing farthest from the camera.", 1),
    ];

    private static ToolDeclaration Declare(string name, string documentation, Func<IWorld, Thing, double?> measure) =>
        Declare(name, documentation + One, (in call) => Narrowing.Best(call.Arguments[0], call.World, measure, ""));

    private static ToolDeclaration ByDistance(string name, string documentation, int sign)
    {
        Func<IWorld, Thing, double?> metres = (world, thing) => world.GroundOf(thing) is { } place ? sign * place.DistanceM : null;
        // On flat ground what stands lower in the picture is nearer.
        Func<IWorld, Thing, double?> pixels = (world, thing) => -sign * world.BoxOf(thing).Bottom;
        return Declare(name, documentation + " By metres on the ground where they are known of all, else by how low its box ends in the picture." + One, Body);

        Value Body(in ToolCall call)
        {
            var measured = true;
            foreach (var thing in call.Set(0))
                measured &= call.World.GroundOf(thing) is not null;
            return Narrowing.Best(call.Arguments[0], call.World, measured ? metres : pixels, "");
        }
    }

    private static ToolDeclaration Declare(string name, string documentation, ToolBody body) => new()
    {
        Name = name,
        Family = "Picking one",
        Parameters = [Parameters.Boxes],
        ResultLike = 0,
        Size = ResultSize.One,
        Needs = Capabilities.Detector,
        Cost = new(2, 0.1),
        Documentation = documentation,
        Examples = [$"cars = find(\"car\")\ncar = {name}(cars)\nc = colour(car)\nreturn c"],
        Body = body,
    };
}
