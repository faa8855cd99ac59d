using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Scenes;

public sealed class SceneRelationsTests
{
    [Fact]
    public void Of_LeftAndFront_AreMirroredByTheirOpposites()
    {
        using var world = Worlds.Open("scenario=crossing&seed=3");
        var relations = SceneRelations.Of(world.Graph(), 10_000);
        Assert.NotEmpty(relations);
        foreach (var (subject, name, other) in relations)
        {
            var mirrored = name switch { "left_of" => "right_of", "right_of" => "left_of", "in_front_of" => "behind", "behind" => "in_front_of", "near" => "near", _ => null };
            if (mirrored is not null)
                Assert.Contains(new SceneRelation(other, mirrored, subject), relations);
        }
    }

    [Fact]
    public void Graph_SmallThingsInARoom_RestOnATable()
    {
        using var world = Worlds.Open("scenario=indoor-room&seed=2");
        var seen = false;
        for (var i = 0; i < 300; i++, world.Advance())
            seen |= world.Graph().Objects.Any(o => o.Class is "keys" or "cup" or "phone" && o.Attributes.Place == "table" && o.PositionM[2] > 0.5);
        Assert.True(seen);
    }

    [Fact]
    public void Of_AtMost_BoundsTheCount()
    {
        using var world = Worlds.Open("scenario=crossing&seed=3");
        Assert.Equal(5, SceneRelations.Of(world.Graph(), 5).Length);
    }
}
