using System.Text.RegularExpressions;
using EdgePlanner.Binding;
using EdgePlanner.Prompting;
using EdgePlanner.Tools;
using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Seeds;

/// <summary>A tool of a pair under a name that nobody taught: its documentation stands in the prompt, and so does at times that of one that is not wanted.</summary>
internal sealed class ToolRenaming(WorldRandom random)
{
    /// <summary>Of a pair whose prompt holds documentation: such prompts are four times as long, and reading them is only a part of what is to be learnt.</summary>
    private const double Weight = 0.3;

    private const double OtherShare = 0.5;

    private static readonly HashSet<string> s_known = [.. PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name)];

    /// <summary>Null where the plan calls nothing but <c>find</c>.</summary>
    public TaughtPair? Rename(Seed seed)
    {
        var called = CalledBy(seed.Bound);
        if (called.Count == 0)
            return null;
        var wanted = random.Pick<ToolDeclaration>([.. called]);
        List<ToolDeclaration> documented = [wanted with { Name = NameFor(wanted.Name) }];
        if (random.Chance(OtherShare))
        {
            var other = random.Pick<ToolDeclaration>([.. PrimitiveCatalog.Standard.Tools]);
            var renamed = other with { Name = NameFor(other.Name) };
            if (!called.Contains(other) && renamed.Name != documented[0].Name && other.Name != "find")
                documented.Insert(random.Between(0, 2), renamed);
        }
        var name = documented.Find(tool => tool.Documentation == wanted.Documentation)!.Name;
        var catalog = PrimitiveCatalog.Standard.With(documented);
        var plan = Regex.Replace(seed.Plan, $@"= {wanted.Name}\(", $"= {name}(");
        return new TaughtPair(TaughtPrompt.Of(seed.Question, catalog.For(Capabilities.All), s_known), new PlanReading(catalog).Read(plan, seed.Question).Canonical, Weight);
    }

    /// <summary>The same for a question without a plan: the tools of its reference, one under another name and by its own no more, and at times another tool so.</summary>
    /// <returns>As <see cref="PlanQuestion.Tools"/> has them; empty where nothing but <c>find</c> is called.</returns>
    public IReadOnlyList<string> Disguise(BoundPlan plan)
    {
        var called = CalledBy(plan);
        if (called.Count == 0)
            return [];
        var wanted = random.Pick<ToolDeclaration>([.. called]).Name;
        List<string> tools = [$"{NameFor(wanted)}={wanted}"];
        var other = random.Pick<ToolDeclaration>([.. PrimitiveCatalog.Standard.Tools]);
        var name = NameFor(other.Name);
        if (random.Chance(OtherShare) && other.Name != "find" && !called.Contains(other) && !tools[0].StartsWith($"{name}=", StringComparison.Ordinal))
            tools.Add($"{name}={other.Name}");
        return tools;
    }

    /// <summary>The plan with the names that the question's tools have.</summary>
    public static string Disguised(string plan, IReadOnlyList<string> tools)
    {
        foreach (var tool in tools)
        {
            if (tool.Split('=') is [var name, var usual])
                plan = Regex.Replace(plan, $@"= {usual}\(", $"= {name}(");
        }
        return plan;
    }

    private static List<ToolDeclaration> CalledBy(BoundPlan plan)
    {
        List<ToolDeclaration> called = [];
        foreach (ref readonly var step in plan.Steps)
        {
            if (step.Tool.Name != "find" && !called.Contains(step.Tool))
                called.Add(step.Tool);
        }
        return called;
    }

    private string NameFor(string tool)
    {
        var name = random.Chance(0.5) && ToolSynonyms.Of(tool) is { Length: > 0 } names ? random.Pick<string>(names) : MadeUpWords.Tool(random);
        return s_known.Contains(name) ? $"{name}_x" : name;
    }
}
