using EdgePlanner.Values;

namespace EdgePlanner.Worlds;

/// <summary>A set divided by a question: those it is true of and those nobody knows of; for the rest it is false.</summary>
/// <param name="Confidence">How sure the world is of the division, 0 to 1.</param>
public readonly record struct Split(ThingSet Yes, ThingSet Unknown, float Confidence = 1)
{
    public static Split UnknownFor(ThingSet all) => new(default, all, 0);
}
