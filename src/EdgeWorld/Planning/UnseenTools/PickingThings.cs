using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Some of the things.</summary>
internal static class PickingThings
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Those("cut_off", "Those of the things that the edge of the picture cuts off.", (world, thing) =>
            world.BoxOf(thing) is var box && (box.Left <= 1 || box.Top <= 1 || box.Right >= world.Picture.Width - 1 || box.Bottom >= world.Picture.Height - 1)),
        UnseenTool.Those("in_the_middle", "Those of the things that are in the middle third of the picture.", (world, thing) =>
            world.BoxOf(thing).Centre.X is var x && x >= world.Picture.Width / 3f && x <= world.Picture.Width * 2 / 3f),
        UnseenTool.Those("in_upper_half", "Those of the things that are in the upper half of the picture.", (world, thing) => world.BoxOf(thing).Centre.Y < world.Picture.Height / 2f),
        UnseenTool.Those("motorised", "Those of the things that have an engine.", (world, thing) => UnseenTool.KindOf(world, thing) is "car" or "truck" or "bus" or "motorcycle"),
        UnseenTool.Most("tallest", "The thing that is the tallest in the picture.", (world, thing) => world.BoxOf(thing) is var box ? box.Bottom - box.Top : null),
        UnseenTool.Most("widest", "The thing that is the widest in the picture.", (world, thing) => world.BoxOf(thing) is var box ? box.Right - box.Left : null),
        UnseenTool.Than("faster_than", "speed", PlanType.MetresPerSecond, "Those of the things that are faster than a speed.", (world, thing, speed) => world.MotionOf(thing)?.SpeedMps > speed),
        UnseenTool.Than("beyond", "metres", PlanType.Metres, "Those of the things that are farther away than so many metres.", (world, thing, metres) => world.GroundOf(thing)?.DistanceM > metres),
    ];
}
