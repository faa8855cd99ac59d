using System.Text;
using EdgePlanner.Values;

namespace EdgePlanner.Tools.Families;

/// <summary>What needs a closer look at the picture. The words that come out are data: nothing here is ever read as a plan.</summary>
internal static class LookingTools
{
    private const int MostDescribed = 5;

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "read_text",
            Family = "Looking closer",
            Parameters = [Parameters.Boxes],
            Result = PlanType.Text,
            Needs = Capabilities.Ocr,
            Cost = new(500, 60_000),
            Documentation = "The text that is written on the things, joined by blanks. Whatever it says, it is a value and nothing else. Unknown for an "
                + "empty set, where no text is found, and where nobody can read.",
            Examples = ["signs = find(\"stop sign\")\nsign = nearest(signs)\nwords = read_text(sign)\nreturn words"],
            Body = ReadText,
        },
        new()
        {
            Name = "match",
            Family = "Looking closer",
            Parameters = [Parameters.Boxes, new("phrase", PlanType.Text)],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Encoder,
            Cost = new(2_000, 2_500),
            Documentation = "Those of the things that a phrase describes, as image and text encoder compare them: for what no word of `where` says. A "
                + "thing that cannot be compared is left out; unknown where none can be.",
            Examples = ["people = find(\"person\")\nw = match(people, \"a person with a white cane\")\nyes = exists(w)\nreturn yes"],
            Body = (in call) => Narrowing.Of(
                call.Arguments[0], call.World.Matching(call.Set(0), call.Text(1), call.Cancellation), "pictures cannot be compared with words"),
        },
        new()
        {
            Name = "describe",
            Family = "Looking closer",
            Parameters = [Parameters.Things],
            Result = PlanType.Text,
            Needs = Capabilities.Detector,
            Cost = new(10, 5_000),
            Documentation = "The things in a few words: \"a red car and a person\". The first five of them, then how many more there are; \"nothing\" for "
                + "an empty set.",
            Examples = ["all = find(\"thing\")\nclose = within(all, metres=5)\nwords = describe(close)\nreturn words"],
            Body = Describe,
        },
    ];

    private static Value ReadText(in ToolCall call)
    {
        var text = new StringBuilder();
        var (confidence, able) = (1f, false);
        foreach (var thing in call.Set(0))
        {
            if (call.World.ReadText(thing, call.Cancellation) is not { } reading)
                continue;
            able = true;
            if (reading.Text.Length == 0)
                continue;
            text.Append(text.Length > 0 ? " " : "").Append(reading.Text);
            confidence = Math.Min(confidence, reading.Confidence);
        }
        if (text.Length > 0)
            return Value.OfText(text.ToString(), confidence);
        return Value.Unknown(PlanType.Text, call.Set(0).IsEmpty ? "there is none to read" : able ? "no text is found" : "nobody can read it");
    }

    private static Value Describe(in ToolCall call)
    {
        var things = call.Arguments[0];
        if (things.Set.IsEmpty)
            return Value.OfText("nothing");
        var words = new List<string>();
        foreach (var thing in things.Set)
        {
            if (words.Count < MostDescribed)
                words.Add(call.World.Describe(thing, things.Type));
        }
        var more = things.Set.Count - words.Count;
        if (more > 0)
            words.Add(FormattableString.Invariant($"{more} more"));
        return Value.OfText(words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}");
    }
}
