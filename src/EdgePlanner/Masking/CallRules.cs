using EdgePlanner.Binding;
using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>What an argument may be, given those before it: the binder's rules, asked before anything is written.</summary>
internal static class CallRules
{
    /// <summary>Texts that a variadic parameter takes at most; a plan needs few, and a line stays short.</summary>
    public const int MostVariadic = 4;

    /// <summary>The parameter that the argument at this place is for; null where there is none.</summary>
    public static ParameterDeclaration? ParameterAt(ToolDeclaration tool, int place) =>
        place < tool.Parameters.Count ? tool.Parameters[place]
        : tool.IsVariadic && place < tool.Parameters.Count + MostVariadic - 1 ? tool.Parameters[^1]
        : null;

    public static bool TakesName(ParameterDeclaration parameter, ArgumentTypes before, PlanType type) =>
        !parameter.LiteralOnly && (parameter.Types.Contains(type) || (type == PlanType.Int && parameter.Types.Contains(PlanType.Float)))
        && (parameter.SameTypeAs < 0 || before[parameter.SameTypeAs] == type);

    /// <summary>The type that a literal gets there; None where it cannot stand there.</summary>
    /// <param name="literal">Text, Int, Float or True.</param>
    public static PlanType TypeOfLiteral(ParameterDeclaration parameter, ArgumentTypes before, TokenKind literal)
    {
        var type = literal switch
        {
            TokenKind.Text => parameter.Types.Contains(PlanType.Text) ? PlanType.Text : PlanType.None,
            TokenKind.True => parameter.Types.Contains(PlanType.Bool) ? PlanType.Bool : PlanType.None,
            _ => NumberLiteral.TypeFor(parameter.Types, literal),
        };
        if (type == PlanType.None || parameter.SameTypeAs < 0 || before[parameter.SameTypeAs] == type)
            return type;
        // A bare number takes the unit of its partner.
        var partner = before[parameter.SameTypeAs];
        return type is PlanType.Int or PlanType.Float && NumberLiteral.Fits(NumberLiteral.Of(type, 1), partner) ? partner : PlanType.None;
    }

    public static PlanType ResultOf(ToolDeclaration tool, ArgumentTypes arguments) => tool.ResultLike >= 0 ? arguments[tool.ResultLike] : tool.Result;

    /// <summary>What the tool's own rule says of arguments whose types are known, of one also its text.</summary>
    /// <param name="given">How many arguments there are.</param>
    /// <param name="choice">The text of the last of them, where it is one of a parameter's choices.</param>
    public static bool KeepsRule(ToolDeclaration tool, ArgumentTypes arguments, int given, string? choice)
    {
        if (tool.Rule is not { } rule)
            return true;
        var values = new Value[Math.Max(given, tool.Parameters.Count)];
        for (var i = 0; i < values.Length; i++)
            values[i] = i < given ? Value.Unknown(arguments[Math.Min(i, tool.Parameters.Count - 1)], "") : tool.Parameters[i].Default;
        if (choice is not null)
            values[given - 1] = Value.OfText(choice);
        return rule(values) is null;
    }
}
