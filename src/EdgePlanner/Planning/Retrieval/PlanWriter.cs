using System.Globalization;
using System.Text;

namespace EdgePlanner.Planning.Retrieval;

/// <summary>Writes an exemplar's plan with its slots filled: the steps that find a phrase's things come before the line that first uses them.</summary>
internal sealed class PlanWriter
{
    private readonly StringBuilder _plan = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _filled = new(StringComparer.Ordinal);

    public static string Write(Exemplar exemplar, IReadOnlyDictionary<string, object> slots)
    {
        var writer = new PlanWriter();
        foreach (var line in exemplar.PlanLines)
            writer.Line(line, slots);
        return writer._plan.ToString();
    }

    private void Line(string line, IReadOnlyDictionary<string, object> slots)
    {
        if (slots.GetValueOrDefault("{things}") is Phrase named)
        {
            line = line.Replace("\"{noun}\"", Quoted(named.Noun), StringComparison.Ordinal).Replace("\"{named}\"", Quoted(Named(named)), StringComparison.Ordinal);
        }
        foreach (var (slot, value) in slots)
        {
            if (!line.Contains(slot, StringComparison.Ordinal))
                continue;
            if (!_filled.TryGetValue(slot, out var word))
                _filled[slot] = word = value is Phrase phrase ? Things(phrase) : Words.IsNumber((string)value) ? (string)value : Quoted((string)value);
            line = line.Replace(slot, word, StringComparison.Ordinal);
        }
        _plan.Append(line).Append('\n');
    }

    /// <summary>For a person, and true where there is none of them: things that are narrowed by more than words are "such" things.</summary>
    private static string Named(Phrase phrase) => phrase.Constraints.Count > 0 ? $"such {phrase.Noun}" : string.Join(' ', [.. phrase.Attributes, phrase.Noun]);

    private string Things(Phrase phrase)
    {
        var things = Step(phrase.Noun, $"find({Quoted(phrase.Noun)})");
        if (phrase.Attributes.Count > 0)
            things = Step(phrase.Noun, $"where({things}, {string.Join(", ", phrase.Attributes.Distinct(StringComparer.Ordinal).Select(Quoted))})");
        foreach (var constraint in phrase.Constraints)
        {
            var argument = constraint.Other is { } other ? $", {Things(other)}"
                : constraint.Metres is { } metres ? string.Create(CultureInfo.InvariantCulture, $", metres={metres:0.##}") : "";
            var narrowed = Step(phrase.Noun, $"{constraint.Tool}({things}{argument})");
            things = constraint.IsNegated ? Step(phrase.Noun, $"without({things}, {narrowed})") : narrowed;
        }
        return phrase.Pick is { } pick ? Step(phrase.Noun, $"{pick}({things})") : things;
    }

    /// <summary>A line of its own under a name that no tool has: the noun with a number.</summary>
    private string Step(string noun, string call)
    {
        var stem = string.Concat(noun.Where(char.IsAsciiLetter));
        var count = _names[stem] = _names.GetValueOrDefault(stem) + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{(stem.Length == 0 ? "x" : stem)}{count}");
        _plan.Append(name).Append(" = ").Append(call).Append('\n');
        return name;
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)}\"";
}
