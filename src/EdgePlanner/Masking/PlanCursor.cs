namespace EdgePlanner.Masking;

/// <summary>One plan being written. As many as wanted on one <see cref="TokenMask"/>, in turns.</summary>
public sealed class PlanCursor
{
    private readonly TokenMask _mask;
    private readonly QuestionWords _question;
    private PlanState _state;

    internal PlanCursor(TokenMask mask, PlanState state, QuestionWords question) => (_mask, _state, _question) = (mask, state, question);

    /// <summary>The plan is whole: only the end token may follow.</summary>
    public bool IsEnded => _state.Phase == PlanPhase.Ended;

    /// <summary>Within a text, a number of the question or the name of a tool: what may follow is what the question says, or what is offered.</summary>
    public bool IsCopying => _state.Phase is PlanPhase.Text or PlanPhase.SaidNumber or PlanPhase.ToolName;

    /// <summary>A bit for each token that may come next; never none. Valid until the mask is used again.</summary>
    public ReadOnlySpan<ulong> Allowed => _mask.Allowed(_state, _question);

    /// <summary>Cheaper than <see cref="Allowed"/>: for the token that a model would take anyway.</summary>
    public bool Allows(int token) => _mask.Allows(_state, token, _question);

    /// <summary>False, and nothing changes, where the token may not come next.</summary>
    public bool TryAccept(int token) => _mask.TryAccept(ref _state, token, _question);

    /// <summary>What must follow, in bytes: to be written at once, in the tokenizer's own way. Returns how many.</summary>
    public int Forced(Span<byte> target) => _mask.Forced(_state, target, _question);

    /// <summary>Another plan that begins as this one.</summary>
    public PlanCursor Fork() => new(_mask, _state, _question);
}
