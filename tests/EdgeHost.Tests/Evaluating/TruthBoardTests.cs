using EdgeEngines.Tests;
using EdgeEngines.Tracking;
using EdgeHost.Evaluating;
using EdgeWorld;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class TruthBoardTests
{
    private static readonly IReadOnlyList<string> s_labels = WorldClasses.Names;
    private readonly TruthBoard _board = new();
    private readonly SceneGraph _graph = Graph();

    [Fact]
    public void Judge_PublishedObjects_AreCountedAgainstTheTruthOfTheirOwnFrame()
    {
        _board.Use(s_labels);
        _board.Put(TimeSpan.FromSeconds(1), _graph);
        _board.Put(TimeSpan.FromSeconds(2), _graph with { Objects = [] });
        var tracks = Tracks();
        _board.Judge(TimeSpan.FromSeconds(1), tracks);
        Assert.Equal(new TruthFigures(1, tracks.Length, 0, 0), _board.Read());
        _board.Judge(TimeSpan.FromSeconds(2), tracks);
        Assert.Equal(new TruthFigures(2, tracks.Length, tracks.Length, 0), _board.Read());
        Assert.Equal(0.5, _board.Read().Precision);
        Assert.Equal(1, _board.Read().Recall);
    }

    [Fact]
    public void Judge_ObjectsOutOfSight_ArePublishedNoMoreAndMissed()
    {
        _board.Use(s_labels);
        _board.Put(TimeSpan.FromSeconds(1), _graph);
        _board.Judge(TimeSpan.FromSeconds(1), Array.ConvertAll(Tracks(), t => t with { Missed = 1 }));
        Assert.Equal(new TruthFigures(1, 0, 0, Tracks().Length), _board.Read());
    }

    [Fact]
    public void Judge_FrameWhoseTruthIsGone_CountsNothing()
    {
        _board.Use(s_labels);
        for (var i = 0; i < 100; i++)
            _board.Put(TimeSpan.FromSeconds(i), _graph);
        _board.Judge(TimeSpan.FromSeconds(1), Tracks());
        Assert.Equal(0, _board.Read().Frames);
        _board.Judge(TimeSpan.FromSeconds(99), Tracks());
        Assert.Equal(1, _board.Read().Frames);
    }

    [Fact]
    public void Use_ModelThatCannotNameAClass_DoesNotMissItAndCountsAnew()
    {
        _board.Use(s_labels);
        _board.Put(TimeSpan.FromSeconds(1), _graph);
        _board.Judge(TimeSpan.FromSeconds(1), Tracks());
        _board.Use(["person"]);
        _board.Judge(TimeSpan.FromSeconds(1), []);
        Assert.Equal(new TruthFigures(1, 0, 0, _graph.Objects.Count(o => o is { Class: "person", Ignored: false, Visible: > 0 })), _board.Read());
        _board.Use(["red", "green"]);
        _board.Judge(TimeSpan.FromSeconds(1), Tracks());
        Assert.False(_board.Read().IsKnown);
    }

    [Fact]
    public void Judge_Warm_AllocatesNothing()
    {
        _board.Use(s_labels);
        _board.Put(TimeSpan.FromSeconds(1), _graph);
        var tracks = Tracks();
        Assert.Equal(0, Allocations.Least(() => _board.Judge(TimeSpan.FromSeconds(1), tracks)));
    }

    private Track[] Tracks() =>
    [
        .. _graph.Objects.Where(o => !o.Ignored).Select(o => TruthBox.Of(o)).Select(t => new Track(t.Track, t.BoxInSource, 0.8f, t.Class, 0, 0, 5, 0)),
    ];

    private static SceneGraph Graph()
    {
        using var world = new StreetWorld(WorldOptions.Parse("sim:street?seed=7&scenario=crossing"));
        return world.Graph();
    }
}
