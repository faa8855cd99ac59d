using EdgePlanner.Values;

namespace EdgePlanner.Tools.Families;

/// <summary>Parameters that many tools share.</summary>
internal static class Parameters
{
    public static ParameterDeclaration Things { get; } = new("things", TypeSet.Things);

    public static ParameterDeclaration Boxes { get; } = new("things", PlanType.Boxes);

    public static ParameterDeclaration Others { get; } = new("others", PlanType.Boxes);

    public static ParameterDeclaration LikeThings(string name) => new(name, TypeSet.Things) { SameTypeAs = 0 };
}
