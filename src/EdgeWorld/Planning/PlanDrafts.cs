using System.Text.RegularExpressions;
using EdgePlanner;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Asking;
using EdgeWorld.Planning.Filling;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Words;
using EdgeWorld.Scenes;

namespace EdgeWorld.Planning;

/// <summary>A form about a scene, in words and as a checked plan in canonical letters.</summary>
internal sealed partial class PlanDrafts(PrimitiveCatalog catalog, WorldRandom random, double newWords)
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMinutes(1);

    private readonly PlanChecker _checker = new(catalog.For(Capabilities.All), CostProfile.Declared);
    private readonly SlotDrawer _drawer = new(Vocabulary.Shipped, random, newWords);
    private readonly QuestionWriter _writer = new(random);

    /// <summary>Null where the scene gives nothing to fill the form with.</summary>
    public PlanDraft? Of(PlanForm form, PlanTemplate template, SceneGraph scene)
    {
        if (_drawer.Draw(form, scene, template.Language) is not { } fills)
            return null;
        var question = _writer.Write(template, fills);
        var text = PlanOf(form, fills);
        var check = _checker.Check(text, s_budget);
        if (check.Plan is not { } priced)
            throw new InvalidOperationException($"form {form.Name} has no sound plan for \"{question}\":\n{text}\n{check.Explain()}");
        var canonical = CanonicalPlan.Of(priced.Plan) ?? throw new InvalidOperationException($"form {form.Name} has a plan that cannot be written canonically:\n{text}");
        return new PlanDraft(form, template, question, canonical, priced, fills.Values.Any(fill => fill.IsNew));
    }

    private static string PlanOf(PlanForm form, Dictionary<string, SlotFill> fills)
    {
        List<string> lines = [];
        foreach (var line in form.Plan)
        {
            if (fills.TryGetValue(line, out var things))
                lines.AddRange(things.Steps(line));
            else
                lines.Add(SlotInPlan().Replace(line, match => fills[match.Groups[1].Value].Plan(match.Groups[2].Value)));
        }
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"\{(\w+)(?:\.(\w+))?\}")]
    private static partial Regex SlotInPlan();
}
