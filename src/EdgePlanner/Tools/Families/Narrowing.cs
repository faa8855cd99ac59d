using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools.Families;

/// <summary>
/// The one rule for what is not known of single things: a thing of which the question cannot be told is left out; where it can be told of
/// none of them, the whole result is unknown.
/// </summary>
internal static class Narrowing
{
    public static Value Of(in Value things, Split split, string reason) => !things.Set.IsEmpty && split.Unknown == things.Set
        ? Value.Unknown(things.Type, reason)
        : Value.OfSet(things.Type, split.Yes & things.Set, split.Confidence);

    /// <summary>The thing with the largest measure; ties go to the lower index. Unknown where no thing has one, empty for an empty set.</summary>
    public static Value Best(in Value things, IWorld world, Func<IWorld, Thing, double?> measure, string reason)
    {
        if (things.Set.IsEmpty)
            return things;
        var best = ThingSet.Empty;
        var most = double.NegativeInfinity;
        foreach (var thing in things.Set)
        {
            if (measure(world, thing) is { } value && value > most)
                (best, most) = (ThingSet.Of(thing), value);
        }
        return best.IsEmpty ? Value.Unknown(things.Type, reason) : Value.OfSet(things.Type, best);
    }
}
