using EdgePlanner.Worlds;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;

namespace EdgeWorld.Planning.Scenes;

/// <summary>One frame that plans are run on: its truth, what went before, and the lines that are watched.</summary>
public sealed class PlanScene
{
    /// <summary>Frames between two that are remembered: half a second.</summary>
    private const int Every = 15;

    private PlanScene(string source, int frame, SceneGraph graph, OracleWorld world) => (Source, Frame, Graph, World) = (source, frame, graph, world);

    public string Source { get; }

    public int Frame { get; }

    public SceneGraph Graph { get; }

    public OracleWorld World { get; }

    internal PlacedWorld Placed => new(Source, Frame, World);

    public static PlanScene Of(WorldOptions film, int frame)
    {
        using var world = new StreetWorld(film);
        List<SceneGraph> past = [];
        while (world.FrameIndex < frame)
        {
            if (world.FrameIndex % Every == 0)
                past.Add(world.Graph());
            world.Advance();
        }
        var graph = world.Graph();
        return new PlanScene(film.ToUri(), frame, graph, new OracleWorld(graph, past, WatchedLines.All));
    }
}

/// <summary>A world, and how lines of questions name it.</summary>
internal readonly record struct PlacedWorld(string Source, int Frame, IWorld World);
