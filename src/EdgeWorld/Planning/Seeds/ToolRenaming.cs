using System.Text.RegularExpressions;
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
        List<ToolDeclaration> called = [];
        foreach (ref readonly var step in seed.Bound.Steps)
        {
            if (step.Tool.Name != "find" && !called.Contains(step.Tool))
                called.Add(step.Tool);
        }
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

    private string NameFor(string tool)
    {
        var name = random.Chance(0.5) && ToolSynonyms.Of(tool) is { Length: > 0 } names ? random.Pick<string>(names) : MadeUpWords.Tool(random);
        return s_known.Contains(name) ? $"{name}_x" : name;
    }
}
