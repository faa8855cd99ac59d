using System.Text.Json;

namespace EdgeWorld.Clevr;

/// <summary>A family of questions: texts and a program that share slots.</summary>
/// <param name="Text">Ways to ask. Slots stand in angle brackets, what may be left out in square ones.</param>
internal sealed record QuestionTemplate(string[] Text, TemplateNode[] Nodes, TemplateSlot[] Params, TemplateConstraint[] Constraints)
{
    public string TypeOf(string slot) => Params.First(p => p.Name == slot).Type;
}

/// <param name="SideInputs">Slots.</param>
internal sealed record TemplateNode(string Type, int[] Inputs, string[]? SideInputs = null)
{
    public string[] Slots => SideInputs ?? [];
}

internal sealed record TemplateSlot(string Type, string Name);

/// <param name="Params">Slots by name or nodes by index, as the type says.</param>
internal sealed record TemplateConstraint(string Type, JsonElement[] Params);
