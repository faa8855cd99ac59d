using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Tests.Tools;

/// <summary>A tool as a user writes one; docs/tools.md shows it.</summary>
internal static class OwnTool
{
    // <example>
    public static ToolDeclaration Crowding { get; } = new()
    {
        Name = "crowding",
        Parameters = [new("things", PlanType.Boxes)],
        Result = PlanType.Float,
        Documentation = "Which part of the picture the things cover, 0 to 1, overlaps counted twice. Unknown for an empty set.",
        Examples = ["people = find(\"person\")\nfull = crowding(people)\nreturn full"],
        Questions = [new(["how crowded is it with {things}", "how much of the picture do {things} cover"], "c = crowding({things})\nreturn c")],
        Cost = new(FixedMicros: 1, PerElementMicros: 0.1),
        Body = (in call) =>
        {
            if (call.Set(0).IsEmpty)
                return Value.Unknown(PlanType.Float, "there is none");
            var covered = 0f;
            foreach (var thing in call.Set(0))
                covered += call.World.BoxOf(thing).Area;
            return Value.OfNumber(PlanType.Float, Math.Min(1, covered / (call.World.Picture.Width * call.World.Picture.Height)));
        },
    };
    // </example>
}
