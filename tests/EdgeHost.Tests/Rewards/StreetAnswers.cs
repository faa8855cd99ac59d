using EdgeHost.Asking;
using EdgeHost.Rewards;
using EdgeHost.Tooling;
using EdgePlanner.Tools;
using EdgePlanner.Worlds;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;
using EdgeWorld.Scenes;

namespace EdgeHost.Tests.Rewards;

/// <summary>Questions about one frame of the simulated street, asked of who sees all of it or part of it.</summary>
internal static class StreetAnswers
{
    public const string Film = "sim:street?scenario=traffic&seed=7";

    private const Capabilities Offered = Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events);

    public static SceneGraph Graph(int frame = 60) => StreetFrames.At(WorldOptions.Parse(Film), frame);

    public static Asked Ask(string question, SceneGraph seen, string id = "q-1", IWorld? world = null) =>
        new QuestionLine(Toolbox.Standard, ToolPacks.All, TimeProvider.System)
            .Ask(new Question { Id = id, Text = question }, TimeSpan.FromSeconds(20), world ?? new OracleWorld(seen), Offered, [], CancellationToken.None);

    /// <summary>Several cars, and nothing that hardly can be seen.</summary>
    public static SceneGraph PlainGraph()
    {
        var graph = Graph();
        return graph with { Objects = [.. graph.Objects.Where(thing => !thing.Ignored)] };
    }

    public static LookedAtScene Scene(SceneGraph truth) => new(null, truth, WorldOptions.Parse(Film).ToUri(), "street-detector@0123456789ab");
}
