using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgePlanner.Values;

namespace EdgePlanner.Worlds;

/// <summary>A world that has the picture itself at hand: for tools that bring an engine of their own.</summary>
public interface IPictureWorld : IWorld
{
    /// <summary>What <see cref="IWorld.BoxOf"/> is in the pixels of; leased for as long as a plan runs. Null where there is none.</summary>
    Frame? Frame { get; }

    /// <summary>Makes things known that a tool has found: each is a new thing of this world, or the one that is there already (the same label
    /// at the same place). What does not fit into the 64 things of a world is left out.</summary>
    ThingSet Place(IReadOnlyList<FoundThing> found);
}

/// <summary>A thing that an engine found.</summary>
/// <param name="BoxInSource">In the camera's pixels.</param>
public readonly record struct FoundThing(Box BoxInSource, string Label, float Score);
