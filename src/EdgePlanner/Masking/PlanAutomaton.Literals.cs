using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>Texts and numbers.</summary>
internal sealed partial class PlanAutomaton
{
    private const int MostWhole = 4;
    private const int MostFraction = 2;

    private bool OpenText(ref PlanState state, ToolDeclaration tool, ParameterDeclaration parameter, QuestionWords? question)
    {
        if (!HasText(state, tool, parameter))
            return false;
        state = parameter.OneOf is not null
            ? state with { Phase = PlanPhase.Choice, Word = 0, Depth = 0 }
            : state with { Phase = PlanPhase.Text, Question = question?.Texts };
        return true;
    }

    private bool HasText(in PlanState state, ToolDeclaration tool, ParameterDeclaration parameter)
    {
        var type = CallRules.TypeOfLiteral(parameter, state.Arguments, TokenKind.Text);
        if (type == PlanType.None)
            return false;
        if (parameter.OneOf is null)
            return MayGive(state, tool, type);
        foreach (var choice in parameter.OneOf)
        {
            if (MayChoose(state, tool, type, choice))
                return true;
        }
        return false;
    }

    private bool MayChoose(in PlanState state, ToolDeclaration tool, PlanType type, string choice)
    {
        var arguments = PlanReach.With(tool, state.Arguments, state.Place, type);
        return CallRules.KeepsRule(tool, arguments, state.Place + 1, choice)
            && CanComplete(state, state.Place + 1, arguments);
    }

    private bool Choice(ref PlanState state, byte value)
    {
        var (tool, choices) = (_tools[state.Tool], _choices[state.Tool]);
        var own = CallRules.ParameterAt(tool, state.Place)!.OneOf!;
        for (var i = (int)state.Word; i < choices.Length && choices[i].AsSpan(0, Math.Min(choices[i].Length, state.Depth)).SequenceEqual(choices[state.Word].AsSpan(0, state.Depth)); i++)
        {
            var isEnd = choices[i].Length == state.Depth;
            if ((isEnd ? (byte)'"' : choices[i][state.Depth]) != value || Encoding.UTF8.GetString(choices[i]) is var text && (!own.Contains(text) || !MayChoose(state, tool, PlanType.Text, text)))
                continue;
            state = isEnd ? Given(state, PlanType.Text) : state with { Word = (byte)i, Depth = (byte)(state.Depth + 1) };
            return true;
        }
        return false;
    }

    private bool Text(ref PlanState state, byte value)
    {
        if (value == '"')
        {
            if (!_lexicon.IsEnd(state.LexiconNode) && !state.Question!.IsEnd(state.QuestionNode))
                return false;
            state = Given(state, PlanType.Text);
            return true;
        }
        var (inLexicon, inQuestion) = (_lexicon.Step(state.LexiconNode, value), state.Question!.Step(state.QuestionNode, value));
        state = state with { LexiconNode = inLexicon, QuestionNode = inQuestion };
        return inLexicon != ByteTrie.None || inQuestion != ByteTrie.None;
    }

    private bool HasNumber(in PlanState state, ToolDeclaration tool, ParameterDeclaration parameter, TokenKind kind) =>
        MayGive(state, tool, CallRules.TypeOfLiteral(parameter, state.Arguments, kind));

    private bool OpenNumber(ref PlanState state, byte value, ToolDeclaration tool, ParameterDeclaration parameter, QuestionWords? question)
    {
        var kind = HasNumber(state, tool, parameter, TokenKind.Int) ? TokenKind.Int : TokenKind.Float;
        if (kind == TokenKind.Float && !HasNumber(state, tool, parameter, kind))
            return false;
        var said = question?.NumbersAs(CallRules.TypeOfLiteral(parameter, state.Arguments, kind));
        if (question is not null && said is null)
            return Digit(ref state, value, PlanPhase.Whole, 0);
        var begun = state with { Phase = PlanPhase.SaidNumber, Question = said, Word = 0, Depth = 0 };
        if (said is not null && !SaidNumber(ref begun, value))
            return false;
        state = begun;
        return true;
    }

    /// <summary>A point is kept in <see cref="PlanState.Word"/>.</summary>
    private bool SaidNumber(ref PlanState state, byte value)
    {
        if (state.Question!.Step(state.QuestionNode, value) is var next and not ByteTrie.None)
        {
            state = state with { QuestionNode = next, Word = value == '.' ? value : state.Word };
            return true;
        }
        return state.Question.IsEnd(state.QuestionNode) && EndNumber(ref state, value, state.Word == 0 ? TokenKind.Int : TokenKind.Float);
    }

    private bool EndNumber(ref PlanState state, byte value, TokenKind kind)
    {
        var tool = _tools[state.Tool];
        var parameter = CallRules.ParameterAt(tool, state.Place)!;
        if (!HasNumber(state, tool, parameter, kind))
            return false;
        var given = Given(state, CallRules.TypeOfLiteral(parameter, state.Arguments, kind));
        if (!ArgumentEnd(ref given, value))
            return false;
        state = given;
        return true;
    }

    /// <summary>No zeros in front: a whole part is <c>0</c> or begins with another digit.</summary>
    private bool Number(ref PlanState state, byte value)
    {
        switch (state.Phase)
        {
            case PlanPhase.Whole when value is >= (byte)'0' and <= (byte)'9':
                return state.Word != (byte)'0' && state.Depth < MostWhole && Digit(ref state, value, PlanPhase.Whole, state.Depth);
            case PlanPhase.Whole when value == '.':
                if (!HasNumber(state, _tools[state.Tool], CallRules.ParameterAt(_tools[state.Tool], state.Place)!, TokenKind.Float))
                    return false;
                state = state with { Phase = PlanPhase.Point, Depth = 0, Word = 0 };
                return true;
            case PlanPhase.Point or PlanPhase.Fraction when value is >= (byte)'0' and <= (byte)'9':
                return state.Depth < MostFraction && Digit(ref state, value, PlanPhase.Fraction, state.Depth);
            case PlanPhase.Whole or PlanPhase.Fraction:
                return EndNumber(ref state, value, state.Phase == PlanPhase.Whole ? TokenKind.Int : TokenKind.Float);
            default:
                return false;
        }
    }

    /// <summary>The first digit is kept in <see cref="PlanState.Word"/>.</summary>
    private static bool Digit(ref PlanState state, byte value, PlanPhase phase, byte depth)
    {
        var first = phase == PlanPhase.Whole && depth == 0 ? value : state.Word;
        state = state with { Phase = phase, Depth = (byte)(depth + 1), Word = phase == PlanPhase.Whole ? (first == (byte)'0' ? first : (byte)0) : (byte)0 };
        return true;
    }
}
