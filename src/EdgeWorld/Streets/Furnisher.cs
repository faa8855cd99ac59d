
namespace EdgeWorld.Streets;

/// <summary>
/// Puts up what stands along the street, one block (from junction to junction) at a time, as the camera comes near. A block
/// looks the same whenever and from wherever it is reached.
/// </summary>
internal sealed class Furnisher(Furnishing amount)
{
    private const double Ahead = 170;
    private const double Behind = 60;

    private int _first = int.MaxValue;
    private int _last = int.MinValue;

    public void Update(WorldState world)
    {
        var camera = world.Rig.View.Position.Y;
        var first = world.Layout.JunctionAfter(camera - Behind);
        var last = world.Layout.JunctionAfter(camera + Ahead);
        if (first == _first && last == _last)
            return;
        world.Actors.RemoveAll(actor => actor.Block != int.MinValue && (actor.Block < first || actor.Block > last));
        for (var block = first; block <= last; block++)
        {
            if (block < _first || block > _last)
                new BlockFurniture(world, amount, block).PutUp();
        }
        (_first, _last) = (first, last);
    }
}
