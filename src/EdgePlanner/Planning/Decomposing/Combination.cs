using System.Text;
using EdgePlanner.Answering;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Planning.Decomposing;

/// <summary>
/// The plan that brings the answers of a question's parts together, and the tools that it needs beside those of logic: <c>answer_1</c> … give
/// the answers, unknown ones included, so that the rules for what is unknown hold across the parts too.
/// </summary>
internal sealed record Combination(string Plan, IReadOnlyList<ToolDeclaration> Tools)
{
    /// <summary>Whether answers of these types can be brought together: asked before anything runs.</summary>
    public static bool IsPossible(SplitQuestion split, IReadOnlyList<PlanType> types) => split.Joint switch
    {
        Joint.And => true,
        Joint.Or => types.All(type => type == PlanType.Bool),
        _ => types[0] == types[1] && (TypeSet.Ordered | PlanType.Text).Contains(types[0]),
    };

    public static Combination Of(SplitQuestion split, IReadOnlyList<Value> answers)
    {
        var (plan, tools) = (new StringBuilder(), new List<ToolDeclaration>());
        for (var i = 0; i < answers.Count; i++)
        {
            plan.Append(Invariant($"a{i + 1} = answer_{i + 1}()\n"));
            tools.Add(Answer(i + 1, split.Parts[i], answers[i]));
        }
        var result = Combine(split, answers, plan, tools);
        return new(plan.Append("return ").Append(result).Append('\n').ToString(), tools);
    }

    /// <summary>The line or lines that combine; gives the name of the result.</summary>
    private static string Combine(SplitQuestion split, IReadOnlyList<Value> answers, StringBuilder plan, List<ToolDeclaration> tools)
    {
        if (split.Joint == Joint.Compare)
        {
            plan.Append(Invariant($"r1 = compare(a1, a2, \"{split.Relation}\")\n"));
            return "r1";
        }
        if (answers.Any(answer => answer.Type != PlanType.Bool))
        {
            tools.Add(Tell);
            plan.Append("r1 = tell(").AppendJoin(", ", Enumerable.Range(1, answers.Count).Select(i => Invariant($"a{i}"))).Append(")\n");
            return "r1";
        }
        var result = "a1";
        for (var i = 2; i <= answers.Count; i++)
        {
            plan.Append(Invariant($"r{i - 1} = {(split.Joint == Joint.And ? "both" : "either")}({result}, a{i})\n"));
            result = Invariant($"r{i - 1}");
        }
        return result;
    }

    private static ToolDeclaration Answer(int number, string question, Value value) => new()
    {
        Name = Invariant($"answer_{number}"),
        Parameters = [],
        Result = value.Type,
        Size = ResultSize.Cap,
        Documentation = $"The answer to \"{question}\".",
        Examples = [],
        Body = (in _) => value,
    };

    /// <summary>Of this plan alone: answers of several kinds have no value in common, only words.</summary>
    private static ToolDeclaration Tell { get; } = new()
    {
        Name = "tell",
        Parameters = [new("answers", TypeSet.Any) { Variadic = true }],
        Result = PlanType.Text,
        TakesUnknown = true,
        Documentation = "The answers in words, one after the other. Unknown where all of them are.",
        Examples = [],
        Body = Told,
    };

    private static Value Told(in ToolCall call)
    {
        var (words, confidence) = (new List<string>(), 1f);
        string? reason = null;
        var known = false;
        foreach (ref readonly var answer in call.Arguments)
        {
            words.Add(answer.IsKnown ? AnswerText.Of(answer, call.World.NowS).TrimEnd('.') : $"I cannot tell: {answer.Text}");
            reason ??= answer.IsKnown ? null : answer.Text;
            confidence = answer.IsKnown ? Math.Min(confidence, answer.Confidence) : confidence;
            known |= answer.IsKnown;
        }
        return known ? Value.OfText(string.Join(". ", words), confidence) : Value.Unknown(PlanType.Text, reason ?? "");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
