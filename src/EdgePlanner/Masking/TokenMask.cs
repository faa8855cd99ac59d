using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgePlanner.Masking;

/// <summary>
/// Which tokens a model may write next so that what it writes is a plan that checks: valid, typed, every name used, within the budget. Made once for a vocabulary and an offer
/// of tools; masks are cached, for what one question and the next have in common too. For one thread at a time.
/// </summary>
public sealed class TokenMask
{
    private const long MostCachedBytes = 16 * 1024 * 1024;
    private readonly TokenTrie _vocabulary;
    private readonly int _endToken;
    private readonly PlanAutomaton _automaton;
    private readonly Dictionary<PlanState, ulong[]> _masks = [];
    private readonly PlanState[] _walk;
    private readonly int _mostStatements;
    private PlanScope _newPlan;

    /// <param name="endToken">Allowed at the end of a plan, and only there.</param>
    /// <param name="budget">The most that the plan's work may take.</param>
    /// <param name="mostStatements">Of a plan, the return among them.</param>
    /// <param name="lexicon">Texts that may stand in a plan though the question does not say them; empty for none.</param>
    public TokenMask(TokenTrie vocabulary, int endToken, ToolOffer offer, CostProfile profile, TimeSpan budget, IEnumerable<string> lexicon, int mostStatements = PlanLimits.Statements)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostStatements, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostStatements, PlanLimits.Statements);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)endToken, (uint)vocabulary.Count);
        (_vocabulary, _endToken, _mostStatements, _newPlan) = (vocabulary, endToken, mostStatements, PlanScope.NewPlan(mostStatements));
        _automaton = new PlanAutomaton(offer, profile, budget, new ByteTrie(lexicon.Select(Encoding.UTF8.GetBytes)));
        _walk = new PlanState[vocabulary.MostBytes + 1];
    }

    /// <summary>Words in a mask: a bit a token.</summary>
    public int MaskLength => (_vocabulary.Count + 63) / 64;

    /// <summary>At the beginning of a plan for this question.</summary>
    public PlanCursor Begin(string question) => new(this, PlanAutomaton.Begin(_newPlan), QuestionPhrases.Of(question));

    internal ReadOnlySpan<ulong> Allowed(in PlanState state, ByteTrie question)
    {
        if (_masks.TryGetValue(state, out var mask))
            return mask;
        if ((_masks.Count + 1L) * MaskLength * sizeof(ulong) > MostCachedBytes)
            Forget();
        return _masks[state] = Compute(state, question);
    }

    internal bool Allows(in PlanState state, int token, ByteTrie question)
    {
        if (_masks.TryGetValue(state, out var mask))
            return (mask[token >> 6] >> token & 1) != 0;
        var after = state;
        return TryAccept(ref after, token, question);
    }

    internal bool TryAccept(ref PlanState state, int token, ByteTrie question)
    {
        if (token == _endToken)
            return state.Phase == PlanPhase.Ended;
        var bytes = _vocabulary.BytesOf(token);
        var after = state;
        foreach (var value in bytes)
        {
            if (!_automaton.Step(ref after, value, question))
                return false;
        }
        state = after;
        return bytes.Length > 0;
    }

    /// <summary>The bytes that follow whatever is chosen, because no other do.</summary>
    internal int Forced(PlanState state, Span<byte> target, ByteTrie question)
    {
        var count = 0;
        while (count < target.Length && OnlyByte(state, question) is >= 0 and var value)
        {
            target[count++] = (byte)value;
            _automaton.Step(ref state, (byte)value, question);
        }
        return count;
    }

    private int OnlyByte(in PlanState state, ByteTrie question)
    {
        var only = -1;
        for (var value = 0; value < 256; value++)
        {
            var after = state;
            if (!_automaton.Step(ref after, (byte)value, question))
                continue;
            if (only >= 0)
                return -1;
            only = value;
        }
        return only;
    }

    private ulong[] Compute(in PlanState state, ByteTrie question)
    {
        var mask = new ulong[MaskLength];
        if (state.Phase == PlanPhase.Ended)
            mask[_endToken >> 6] |= 1UL << _endToken;
        _walk[0] = state;
        for (var node = 0; node < _vocabulary.Nodes;)
        {
            var depth = _vocabulary.DepthOf(node);
            _walk[depth + 1] = _walk[depth];
            if (!_automaton.Step(ref _walk[depth + 1], _vocabulary.ByteOf(node), question))
            {
                node = _vocabulary.Skip(node);
                continue;
            }
            foreach (var token in _vocabulary.TokensAt(node))
            {
                if (token != _endToken)
                    mask[token >> 6] |= 1UL << token;
            }
            node++;
        }
        return mask;
    }

    /// <summary>Plans that are being written keep their scopes; new ones begin with a new one.</summary>
    private void Forget()
    {
        _masks.Clear();
        _newPlan = PlanScope.NewPlan(_mostStatements);
    }
}
