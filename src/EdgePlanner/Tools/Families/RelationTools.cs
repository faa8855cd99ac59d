using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools.Families;

/// <summary>How things stand to each other, as seen from the camera.</summary>
internal static class RelationTools
{
    private const string Several = " With several others, being so to one of them is enough; a thing is never so to itself. Empty where the others are.";

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        Declare("left_of", Relation.LeftOf, "Those of the things that are to the left of the others."),
        Declare("right_of", Relation.RightOf, "Those of the things that are to the right of the others."),
        Declare("above", Relation.Above, "Those of the things that are above the others in the picture."),
        Declare("below", Relation.Below, "Those of the things that are below the others in the picture."),
        Declare("in_front_of", Relation.InFrontOf, "Those of the things that are in front of the others: nearer to the camera."),
        Declare("behind", Relation.Behind, "Those of the things that are behind the others: farther from the camera."),
        Declare("inside", Relation.Inside, "Those of the things whose box lies within the box of one of the others (nine tenths of it at least)."),
        Declare("overlapping", Relation.Overlapping, "Those of the things whose box shares some of the picture with the box of one of the others."),
        new()
        {
            Name = "near",
            Family = "Relations",
            Parameters = [Parameters.Boxes, Parameters.Others, ParameterDeclaration.Maybe("metres", PlanType.Metres)],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Detector,
            Cost = new(2, 0.5),
            Documentation = "Those of the things that are near the others. With metres: as the ground distance says, unknown without the camera's "
                + "geometry. Without: within 3 metres, or closer in the picture than they are large where there is no geometry." + Several,
            Examples =
            [
                "people = find(\"person\")\ncars = find(\"car\")\nclose = near(people, cars)\nreturn close",
                "people = find(\"person\")\ndoor = find(\"door\")\nat_door = near(people, door, metres=1.5)\nn = count(at_door)\nreturn n",
            ],
            Body = Near,
        },
    ];

    private static ToolDeclaration Declare(string name, Relation relation, string documentation) => new()
    {
        Name = name,
        Family = "Relations",
        Parameters = [Parameters.Boxes, Parameters.Others],
        ResultLike = 0,
        Size = ResultSize.First,
        Needs = Capabilities.Detector,
        Cost = new(2, 0.5),
        Documentation = documentation + Several,
        Examples = [$"people = find(\"person\")\ncars = find(\"car\")\nthese = {name}(people, cars)\nreturn these"],
        Body = (in call) => Related(call, relation),
    };

    private static Value Related(in ToolCall call, Relation relation)
    {
        var things = call.Set(0);
        ThingSet yes = default, unknown = default;
        var confidence = 1f;
        foreach (var other in call.Set(1))
        {
            var split = call.World.Related(things - ThingSet.Of(other), relation, other);
            (yes, unknown, confidence) = (yes | split.Yes, unknown | split.Unknown, Math.Min(confidence, split.Confidence));
        }
        return Narrowing.Of(call.Arguments[0], new(yes, unknown - yes, confidence), "how they stand to each other cannot be told");
    }

    private static Value Near(in ToolCall call)
    {
        if (!call.Arguments[2].IsKnown)
            return Related(call, Relation.Near);
        ThingSet yes = default, unknown = default;
        foreach (var other in call.Set(1))
        {
            var there = call.World.GroundOf(other);
            foreach (var thing in call.Set(0) - ThingSet.Of(other))
            {
                if (there is null || call.World.GroundOf(thing) is not { } here)
                    unknown = unknown.With(thing);
                else if (here.DistanceToM(there.Value) <= call.Arguments[2].Number)
                    yes = yes.With(thing);
            }
        }
        return Narrowing.Of(call.Arguments[0], new(yes, unknown - yes), "the camera's geometry is not known");
    }
}
