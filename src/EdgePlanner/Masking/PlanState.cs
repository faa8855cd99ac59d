namespace EdgePlanner.Masking;

/// <summary>Where in a plan one is, after some bytes of it. Two plans with the same state go on in the same ways, so that it is the key of a cached mask.</summary>
internal readonly record struct PlanState
{
    public required PlanScope Scope { get; init; }

    public PlanPhase Phase { get; init; }

    /// <summary>Index among the tools: of the call, or of the first whose name goes on so.</summary>
    public short Tool { get; init; }

    /// <summary>Place of the argument that is written, or comes next.</summary>
    public byte Place { get; init; }

    /// <summary>Bytes read of a word: of a fixed one, a tool's name, a choice, a number.</summary>
    public byte Depth { get; init; }

    /// <summary>In <see cref="PlanPhase.Fixed"/>: which. In a choice: index of the first that goes on so.</summary>
    public byte Word { get; init; }

    public ArgumentTypes Arguments { get; init; }

    /// <summary>A bit for each name that this line uses.</summary>
    public uint Used { get; init; }

    /// <summary>In a text: where in the words of the question, and in those of the catalog. In a number: where in those that the question says.</summary>
    public int QuestionNode { get; init; }

    public int LexiconNode { get; init; }

    /// <summary>What <see cref="QuestionNode"/> belongs to; null elsewhere, and where a text or number of some question begins.</summary>
    public ByteTrie? Question { get; init; }
}

internal enum PlanPhase : byte
{
    LineStart,

    /// <summary>Inside of what can only go on in one way.</summary>
    Fixed,
    ToolName,
    ArgumentStart,
    ArgumentEnd,

    /// <summary>In a text that is one of a parameter's choices.</summary>
    Choice,

    /// <summary>In a text from the question or the catalog.</summary>
    Text,

    /// <summary>In a number that the question says.</summary>
    SaidNumber,

    /// <summary>In the whole part of a number that no question has to say.</summary>
    Whole,

    /// <summary>Behind the point, before a digit.</summary>
    Point,
    Fraction,
    ReturnName,
    Ended,
}
