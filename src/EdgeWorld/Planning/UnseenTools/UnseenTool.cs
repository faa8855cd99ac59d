using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Declares what most of the tools have in common: things in the picture, and one of them after the other.</summary>
internal static class UnseenTool
{
    private static readonly ParameterDeclaration s_things = new("things", PlanType.Boxes);

    /// <summary>A value of all the things.</summary>
    public static ToolDeclaration Value(string name, PlanType result, string documentation, ToolBody body) => new()
    {
        Name = name,
        Parameters = [s_things],
        Result = result,
        Documentation = documentation,
        Examples = [$"a = find(\"thing\")\nb = {name}(a)\nreturn b"],
        Cost = new(10, 10),
        Body = body,
    };

    /// <summary>Those of the things that something is true of.</summary>
    public static ToolDeclaration Those(string name, string documentation, Func<IWorld, Thing, bool> isSo) => Set(name, documentation, (in call) =>
    {
        var yes = ThingSet.Empty;
        foreach (var thing in call.Set(0))
        {
            if (isSo(call.World, thing))
                yes = yes.With(thing);
        }
        return EdgePlanner.Values.Value.OfBoxes(yes);
    });

    public static ToolDeclaration Set(string name, string documentation, ToolBody body) =>
        Value(name, PlanType.Boxes, documentation, body) with { Size = ResultSize.First };

    /// <summary>What each thing has by its kind, added up.</summary>
    public static ToolDeclaration Sum(string name, string documentation, Func<string, int> ofKind) => Value(name, PlanType.Int, documentation, (in call) =>
    {
        var sum = 0;
        foreach (var thing in call.Set(0))
            sum += ofKind(KindOf(call.World, thing));
        return EdgePlanner.Values.Value.OfInt(sum);
    });

    /// <summary>The thing of which something is the most, the first of equals; none where it can be told of none.</summary>
    public static ToolDeclaration Most(string name, string documentation, Func<IWorld, Thing, double?> measure) => Set(name, documentation, (in call) =>
    {
        var (best, most) = (ThingSet.Empty, double.NegativeInfinity);
        foreach (var thing in call.Set(0))
        {
            if (measure(call.World, thing) is { } size && size > most)
                (best, most) = (ThingSet.Of(thing), size);
        }
        return EdgePlanner.Values.Value.OfBoxes(best);
    });

    /// <summary>One more number behind the things.</summary>
    public static ToolDeclaration Than(string name, string parameter, PlanType type, string documentation, Func<IWorld, Thing, double, bool> isSo)
    {
        var body = (ToolBody)((in call) =>
        {
            var yes = ThingSet.Empty;
            foreach (var thing in call.Set(0))
            {
                if (isSo(call.World, thing, call.Arguments[1].Number))
                    yes = yes.With(thing);
            }
            return EdgePlanner.Values.Value.OfBoxes(yes);
        });
        return Set(name, documentation, body) with { Parameters = [s_things, new(parameter, type)], Examples = [$"a = find(\"thing\")\nb = {name}(a, 3)\nreturn b"] };
    }

    /// <summary>The same with more parameters behind the things.</summary>
    public static ToolDeclaration Taking(ToolDeclaration tool, string example, params ParameterDeclaration[] more) => tool with { Parameters = [.. tool.Parameters, .. more], Examples = [example] };

    public static string KindOf(IWorld world, Thing thing) => world.AttributeOf(thing, PlanType.Boxes, AttributeKind.Class, default)?.Text ?? "";
}
