namespace EdgeWorld.Planning.Forms;

/// <summary>The forms of the shipped grammar files. Their head says how they are written.</summary>
internal static class FormBook
{
    /// <summary>Grammar files of which each form is measured.</summary>
    internal static readonly string[] Files = ["counting", "finding", "attributes", "relations", "measuring", "motion", "logic", "looking", "memory", "unanswerable"];

    public static IReadOnlyList<PlanForm> Shipped { get; } = [.. Files.SelectMany(file => Read(EmbeddedText.All($"planning-{file}.txt"), file))];

    /// <summary>Forms for tools that nobody was taught.</summary>
    public static IReadOnlyList<PlanForm> Unseen { get; } = Read(EmbeddedText.All("planning-unseen-tools.txt"), "unseen-tools");

    /// <summary>Forms for tools that only training brings.</summary>
    public static IReadOnlyList<PlanForm> Practice { get; } = Read(EmbeddedText.All("planning-practice-tools.txt"), "practice-tools");

    /// <exception cref="InvalidDataException">A block is no form; which and why is said.</exception>
    public static IReadOnlyList<PlanForm> Read(string text, string file) => [.. Blocks(text).Select(lines => FormOf(lines, file))];

    /// <summary>Blocks of lines that an empty line sets apart; no comments.</summary>
    internal static IEnumerable<string[]> Blocks(string text)
    {
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = [.. block.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
            if (lines.Length > 0)
                yield return lines;
        }
    }

    private static PlanForm FormOf(string[] lines, string file)
    {
        var arrow = Array.IndexOf(lines, "=>");
        if (lines[0].Split(' ') is not ["form", var name, var kind, .. var rest] || arrow < 2 || lines[^1].Split(' ') is not ["return", _])
            throw new InvalidDataException($"{file}.txt: '{lines[0]}' is not as `form NAME KIND slots`, ways to ask, =>, a plan");
        var slots = SlotsOf(string.Join(' ', rest.Where(word => !word.StartsWith("needs:", StringComparison.Ordinal))));
        string[] tools = [.. rest.Where(word => word.StartsWith("needs:", StringComparison.Ordinal)).Select(word => word["needs:".Length..])];
        return new PlanForm(name, kind, slots, Templates(name, lines[1..arrow], file), lines[(arrow + 1)..], tools);
    }

    /// <param name="lines"><c>en how many {a.many} are there</c>.</param>
    internal static List<PlanTemplate> Templates(string name, IEnumerable<string> lines, string file)
    {
        List<PlanTemplate> templates = [];
        foreach (var line in lines)
        {
            var language = line[..3] switch { "en " => Language.English, "ja " => Language.Japanese, _ => throw new InvalidDataException($"{file}.txt, {name}: '{line}' begins with no language") };
            var number = templates.Count(template => template.Language == language);
            templates.Add(new PlanTemplate($"{name}/{Languages.CodeOf(language)}/{number}", language, line[3..], WordingReader.Read(line[3..])));
        }
        return templates;
    }

    /// <summary><c>a:things b:plain(stop sign) m:metres(a)</c>; blanks inside brackets belong to them.</summary>
    private static List<SlotDeclaration> SlotsOf(string text)
    {
        List<SlotDeclaration> slots = [];
        while (text.Length > 0)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var end = text.IndexOfAny([' ', '('], colon);
            var of = "";
            var kind = end < 0 ? text[(colon + 1)..] : text[(colon + 1)..end];
            if (end >= 0 && text[end] == '(')
            {
                var close = text.IndexOf(')', end);
                (of, end) = (text[(end + 1)..close], close + 1);
            }
            slots.Add(new SlotDeclaration(text[..colon], kind, of));
            text = end < 0 ? "" : text[end..].TrimStart();
        }
        return slots;
    }
}
