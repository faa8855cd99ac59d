using EdgeEngines.Detecting;
using EdgeWorld;
using EdgeWorld.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>One object of a scene graph, as far as a box can be right or wrong.</summary>
/// <param name="Track">The world's own number of the object.</param>
/// <param name="Class">Index into <see cref="WorldClasses.Names"/>.</param>
/// <param name="BoxInSource">In the picture's pixels.</param>
/// <param name="Ignored">Too small or too hidden to count either way.</param>
internal readonly record struct TruthBox(int Track, int Class, Box BoxInSource, bool Ignored)
{
    /// <summary>Appends what is in the picture; the graph also names the two of a collision while they are out of sight.</summary>
    public static void Read(SceneGraph graph, List<TruthBox> into)
    {
        foreach (var thing in graph.Objects)
        {
            if (thing.Visible > 0)
                into.Add(Of(thing));
        }
    }

    public static TruthBox Of(SceneObject thing) => new(
        thing.TrackId,
        ClassOf(thing.Class),
        new Box((float)thing.Box[0], (float)thing.Box[1], (float)thing.Box[2], (float)thing.Box[3]),
        thing.Ignored);

    public static int ClassOf(string name) => WorldClasses.IndexOf(name);
}
