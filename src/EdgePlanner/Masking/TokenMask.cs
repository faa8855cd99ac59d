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
    /// <summary>80 MB with 152,000 tokens, where the model beside it has hundreds.</summary>
    private const long MostCachedBytes = 16 * 1024 * 1024;
    private const int LeastCached = 4096;

    /// <summary>Words; the mask of 32,000 tokens has as many.</summary>
    private const int LargeMask = 500;
    private readonly TokenTrie _vocabulary;
    private readonly int _endToken;
    private readonly PlanAutomaton _automaton;
    private readonly Dictionary<PlanState, SharedMask> _shared = [];
    private readonly Dictionary<(PlanState, QuestionWords), ulong[]> _whole = [];
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
    public PlanCursor Begin(string question) => new(this, PlanAutomaton.Begin(_newPlan), QuestionWords.Of(question));

    /// <summary>Asks for the mask at each token of a plan, as far as it is one here.</summary>
    internal void Walk(string plan)
    {
        var cursor = Begin(plan.Replace('"', ' '));
        ReadOnlySpan<byte> left = Encoding.UTF8.GetBytes(plan);
        while (left.Length > 0)
        {
            _ = cursor.Allowed;
            var token = _vocabulary.Longest(left);
            if (token < 0 || !cursor.TryAccept(token))
                return;
            left = left[_vocabulary.BytesOf(token).Length..];
        }
    }

    internal ReadOnlySpan<ulong> Allowed(in PlanState state, QuestionWords question)
    {
        if (_whole.TryGetValue((state, question), out var whole))
            return whole;
        if (!_shared.TryGetValue(state, out var shared))
            _shared[Keep(state)] = shared = Compute(state, question);
        if (shared.Said.Length == 0)
            return shared.Mask;
        whole = NewMask();
        shared.Mask.CopyTo(whole, 0);
        foreach (var (node, before) in shared.Said)
        {
            _walk[_vocabulary.DepthOf(node)] = before;
            Walk(node, _vocabulary.Skip(node), whole, question, null);
        }
        _whole[(Keep(state), question)] = whole;
        return whole;
    }

    internal bool Allows(in PlanState state, int token, QuestionWords question)
    {
        var after = state;
        return TryAccept(ref after, token, question);
    }

    internal bool TryAccept(ref PlanState state, int token, QuestionWords question)
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
    internal int Forced(PlanState state, Span<byte> target, QuestionWords question)
    {
        var count = 0;
        while (count < target.Length && OnlyByte(state, question) is >= 0 and var value)
        {
            target[count++] = (byte)value;
            _automaton.Step(ref state, (byte)value, question);
        }
        return count;
    }

    private int OnlyByte(in PlanState state, QuestionWords question)
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

    /// <summary>All that does not depend on the question, and the places at which a token reaches into what a question says.</summary>
    private SharedMask Compute(in PlanState state, QuestionWords question)
    {
        var isOfQuestion = state.Phase is PlanPhase.Text or PlanPhase.SaidNumber;
        var mask = NewMask();
        if (state.Phase == PlanPhase.Ended)
            mask[_endToken >> 6] |= 1UL << _endToken;
        var said = new List<(int, PlanState)>();
        _walk[0] = state;
        Walk(0, _vocabulary.Nodes, mask, isOfQuestion ? question : null, said);
        return new SharedMask(mask, [.. said]);
    }

    /// <param name="question">Null where it is any: a text or a number that begins is then left in <paramref name="said"/>.</param>
    private void Walk(int node, int end, ulong[] mask, QuestionWords? question, List<(int, PlanState)>? said)
    {
        while (node < end)
        {
            var depth = _vocabulary.DepthOf(node);
            _walk[depth + 1] = _walk[depth];
            if (!_automaton.Step(ref _walk[depth + 1], _vocabulary.ByteOf(node), question))
            {
                node = _vocabulary.Skip(node);
                continue;
            }
            if (question is null && _walk[depth + 1].Phase is PlanPhase.Text or PlanPhase.SaidNumber)
            {
                said!.Add((node, _walk[depth]));
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
    }

    /// <summary>Masks live long and are many: large ones are put where a collection does not move them.</summary>
    private ulong[] NewMask() => MaskLength < LargeMask ? new ulong[MaskLength] : GC.AllocateArray<ulong>(MaskLength, pinned: true);

    /// <summary>Full, the masks of questions are forgotten, or, where the shared ones fill it, everything: plans that are being written keep their scopes, new ones begin with a new one.</summary>
    private PlanState Keep(in PlanState state)
    {
        var most = Math.Max(LeastCached, MostCachedBytes / (MaskLength * sizeof(ulong)));
        if (_shared.Count + _whole.Count < most)
            return state;
        _whole.Clear();
        if (_shared.Count < most / 2)
            return state;
        _shared.Clear();
        _newPlan = PlanScope.NewPlan(_mostStatements);
        return state;
    }

    /// <param name="Said">Nodes of the vocabulary at which a text or a number begins, with the state before them.</param>
    private readonly record struct SharedMask(ulong[] Mask, (int Node, PlanState Before)[] Said);
}
