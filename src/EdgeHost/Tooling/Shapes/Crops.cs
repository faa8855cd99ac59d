using EdgeEngines.Detecting;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Tooling.Shapes;

/// <summary>What the shapes share: the boxes of a set, and the words for where there is no picture to look at.</summary>
internal static class Crops
{
    public const string NoPicture = "there is no picture to look at";

    public static Box[] Of(IWorld world, ThingSet things)
    {
        var boxes = new Box[things.Count];
        var count = 0;
        foreach (var thing in things)
            boxes[count++] = world.BoxOf(thing);
        return boxes;
    }

    /// <summary>The part of a declaration that the file says, whatever its shape.</summary>
    public static ToolDeclaration Declare(ToolFile file, IReadOnlyList<ParameterDeclaration> parameters, PlanType result, ToolBody body) => new()
    {
        Name = file.Name,
        Parameters = parameters,
        Result = result,
        Documentation = file.Documentation,
        Examples = file.Examples,
        Questions = file.Questions,
        Packs = file.Packs,
        Cost = file.Cost ?? new(1),
        Body = body,
    };

    public static ParameterDeclaration Things(string name) => new(name, PlanType.Boxes);
}
