using EdgeEngines.Embedding;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Tooling.Shapes;

/// <summary><c>match</c> and <c>likeness</c>: the most alike pair of two sets, as an image encoder sees their crops. A thing is not compared with
/// itself.</summary>
internal static class LikenessShapes
{
    public static ToolDeclaration Match(ToolFile file, IImageEncoder engine) => Crops.Declare(file, [Crops.Things("things"), Crops.Things("others")], PlanType.Bool, (in call) =>
        Most(call, engine, out var reason) is { } most ? Value.OfBool(most >= file.MinScore) : Value.Unknown(PlanType.Bool, reason));

    public static ToolDeclaration Likeness(ToolFile file, IImageEncoder engine) => Crops.Declare(file, [Crops.Things("things"), Crops.Things("others")], PlanType.Float, (in call) =>
        Most(call, engine, out var reason) is { } most ? Value.OfNumber(PlanType.Float, most) : Value.Unknown(PlanType.Float, reason));

    private static float? Most(in ToolCall call, IImageEncoder engine, out string reason)
    {
        reason = "there is nothing to compare";
        if (call.World is not IPictureWorld { Frame: { } frame })
        {
            reason = Crops.NoPicture;
            return null;
        }
        var (things, others, size) = (call.Set(0), call.Set(1), engine.Dimensions);
        var all = things | others;
        var vectors = new float[all.Count * size];
        var boxes = Crops.Of(call.World, all);
        for (var i = 0; i < boxes.Length; i++) // one by one, so that a cancelled question ends soon
        {
            call.Cancellation.ThrowIfCancellationRequested();
            engine.Encode(frame, boxes.AsSpan(i, 1), vectors.AsSpan(i * size, size));
        }
        float? most = null;
        foreach (var one in things)
        {
            foreach (var other in others)
            {
                if (one != other)
                    most = Math.Max(most ?? -1, Cosine.Of(VectorOf(one), VectorOf(other)));
            }
        }
        return most;

        ReadOnlySpan<float> VectorOf(Thing thing) => vectors.AsSpan(System.Numerics.BitOperations.PopCount(all.Bits & ((1UL << thing.Index) - 1)) * size, size);
    }
}
