namespace EdgeWorld.Planning.Forms;

/// <summary>One shape of plan, with the ways to ask for it.</summary>
/// <param name="Name">"count-things".</param>
/// <param name="Kind">compositional, detection, matching, memory or unanswerable.</param>
/// <param name="Plan">Its lines, slots and all.</param>
/// <param name="Tools">Tools that have to be offered for it beside the usual ones; empty for most.</param>
internal sealed record PlanForm(
    string Name, string Kind, IReadOnlyList<SlotDeclaration> Slots, IReadOnlyList<PlanTemplate> Templates, IReadOnlyList<string> Plan, IReadOnlyList<string> Tools)
{
    /// <summary>"count": what the form is about.</summary>
    public string Family => Name.Split('-')[0];
}

/// <summary><c>b:metres(a)</c>.</summary>
/// <param name="Of">What it depends on: another slot, or classes; empty for nothing.</param>
internal sealed record SlotDeclaration(string Name, string Kind, string Of);

/// <param name="Id">"count-things/en/2".</param>
/// <param name="Source">As it stands in the file.</param>
/// <param name="OnlyTrains">Written for training: no split is measured with it, and none holds it out.</param>
internal sealed record PlanTemplate(string Id, Language Language, string Source, Wording Wording, bool OnlyTrains = false);
