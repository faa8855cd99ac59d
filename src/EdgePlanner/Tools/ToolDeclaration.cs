using EdgePlanner.Values;

namespace EdgePlanner.Tools;

/// <summary>
/// A tool, said once: signature, documentation, examples, needs and cost. Prompt, checker, interpreter, token mask and the page of
/// documentation are made from it.
/// </summary>
public sealed record ToolDeclaration
{
    /// <summary>snake_case, as plans call it.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<ParameterDeclaration> Parameters { get; init; }

    /// <summary>Type of the result, unless <see cref="ResultLike"/> says that it follows an argument.</summary>
    public PlanType Result { get; init; }

    /// <summary>Index of the parameter whose type the result has; −1 where <see cref="Result"/> says it.</summary>
    public int ResultLike { get; init; } = -1;

    public ResultSize Size { get; init; }

    /// <summary>One paragraph: what it gives, what of empty sets, when it is unknown.</summary>
    public required string Documentation { get; init; }

    /// <summary>Plans that check, each with <c>return</c>.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Ways to ask for it, each with the plan that answers: by them the retrieval planner knows the tool. Without any, only planners
    /// that read its documentation use it.</summary>
    public IReadOnlyList<ToolQuestion> Questions { get; init; } = [];

    public Capabilities Needs { get; init; }

    public ToolPacks Packs { get; init; } = ToolPacks.Core;

    /// <summary>The family it stands under in the documentation.</summary>
    public string Family { get; init; } = "yours";

    /// <summary>Cost where the device's profile has none.</summary>
    public ToolCost Cost { get; init; } = new(1);

    /// <summary>Takes unknown arguments itself; for all others an unknown argument makes the result unknown without a call.</summary>
    public bool TakesUnknown { get; init; }

    /// <summary>A first argument that finds nothing may be split: <c>find</c> alone does this.</summary>
    internal bool RepairsPhrase { get; init; }

    /// <summary>A rule between arguments that types cannot say; null for none.</summary>
    public ToolRule? Rule { get; init; }

    public required ToolBody Body { get; init; }

    /// <summary>Fewest arguments that a call may give.</summary>
    public int Required
    {
        get
        {
            var count = 0;
            while (count < Parameters.Count && !Parameters[count].Optional)
                count++;
            return count;
        }
    }

    public bool IsVariadic => Parameters is [.., { Variadic: true }];

    /// <summary>Position of a parameter by its name, or −1.</summary>
    public int IndexOf(ReadOnlySpan<char> parameter)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (parameter.SequenceEqual(Parameters[i].Name))
                return i;
        }
        return -1;
    }

    /// <summary>As in the documentation: <c>within(boxes: Boxes, metres: Metres) -> Boxes</c>.</summary>
    public override string ToString() => ToolSignature.Of(this);
}
