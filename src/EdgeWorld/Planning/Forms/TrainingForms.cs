namespace EdgeWorld.Planning.Forms;

/// <summary>
/// What training asks: every shipped form with the ways of asking that were written for training alone (Grammar/Ways, by somebody who had seen no question of a split), and forms of its own
/// (Grammar/training.txt), whose plans have tools together that the shipped ones have apart.
/// </summary>
internal static class TrainingForms
{
    private static readonly Dictionary<string, List<PlanTemplate>> s_ways = ReadWays();

    public static IReadOnlyList<PlanForm> All { get; } = [.. FormBook.Shipped.Select(WithWays), .. FormBook.Read(EmbeddedText.All("planning-training.txt"), "training").Select(OnlyTraining)];

    private static PlanForm WithWays(PlanForm form) =>
        s_ways.TryGetValue(form.Name, out var ways) ? form with { Templates = [.. form.Templates, .. ways] } : form;

    private static PlanForm OnlyTraining(PlanForm form) => form with { Templates = [.. form.Templates.Select(template => template with { OnlyTrains = true })] };

    private static Dictionary<string, List<PlanTemplate>> ReadWays()
    {
        Dictionary<string, List<PlanTemplate>> ways = new(StringComparer.Ordinal);
        foreach (var file in FormBook.Files.Where(file => file != "unanswerable"))
        {
            foreach (var lines in FormBook.Blocks(EmbeddedText.All($"planning-ways-{file}.txt")))
            {
                if (lines[0].Split(' ') is not ["form", var name] || FormBook.Shipped.All(form => form.Name != name))
                    throw new InvalidDataException($"Ways/{file}.txt: '{lines[0]}' names no form of {file}.txt");
                ways[name] = [.. FormBook.Templates(name, lines[1..], $"Ways/{file}").Select(template => template with { Id = $"{template.Id}+", OnlyTrains = true })];
            }
        }
        return ways;
    }
}
