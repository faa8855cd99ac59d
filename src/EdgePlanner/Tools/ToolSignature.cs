using System.Globalization;
using System.Text;
using EdgePlanner.Values;

namespace EdgePlanner.Tools;

/// <summary>Writes a signature as the documentation and the prompt show it.</summary>
internal static class ToolSignature
{
    public static string Of(ToolDeclaration tool)
    {
        var text = new StringBuilder(tool.Name).Append('(');
        for (var i = 0; i < tool.Parameters.Count; i++)
        {
            var parameter = tool.Parameters[i];
            if (i > 0)
                text.Append(", ");
            if (parameter.Variadic)
                text.Append('*');
            text.Append(parameter.Name).Append(": ");
            if (parameter.SameTypeAs >= 0)
                text.Append("as ").Append(tool.Parameters[parameter.SameTypeAs].Name);
            else
                text.Append(parameter.Types);
            if (parameter.Optional)
                text.Append(" = ").Append(Literal(parameter.Default));
        }
        text.Append(") -> ");
        return (tool.ResultLike >= 0 ? text.Append("as ").Append(tool.Parameters[tool.ResultLike].Name) : text.Append(tool.Result)).ToString();
    }

    /// <summary>A value as a plan would write it.</summary>
    public static string Literal(in Value value) => value.Type switch
    {
        PlanType.None => "nothing",
        PlanType.Text => $"\"{value.Text}\"",
        PlanType.Bool => value.Truth ? "True" : "False",
        PlanType.Int => value.Integer.ToString(CultureInfo.InvariantCulture),
        PlanType.Boxes or PlanType.Tracks or PlanType.Clock or PlanType.Moment => value.ToString(),
        _ => value.Number.ToString("0.################", CultureInfo.InvariantCulture),
    };
}
