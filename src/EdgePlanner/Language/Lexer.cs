using System.Buffers;
using EdgePlanner.Tools;

namespace EdgePlanner.Language;

/// <summary>Cuts a plan into words. Every call moves on, so reading a source takes at most its length and one more calls.</summary>
public ref struct Lexer(ReadOnlySpan<char> source)
{
    // More digits are not told apart by a double.
    private const int MostDigits = 15;

    private static readonly SearchValues<char> s_nameTail = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly ReadOnlySpan<char> _source = source;
    private int _at = source is ['\uFEFF', ..] ? 1 : 0; // a byte order mark is no part of the plan, for Python neither

    public Token Next()
    {
        SkipBlanksAndComment();
        if (_at >= _source.Length)
            return new(TokenKind.End, new(_source.Length, 0));
        var start = _at;
        var c = _source[_at];
        if (char.IsAsciiLetter(c) || c == '_')
            return Word(start);
        if (char.IsAsciiDigit(c) || (c == '-' && _at + 1 < _source.Length && char.IsAsciiDigit(_source[_at + 1])))
            return Number(start);
        _at++;
        switch (c)
        {
            case '"':
                return Text(start);
            case '\r':
                if (_at < _source.Length && _source[_at] == '\n')
                    _at++;
                return Made(TokenKind.NewLine, start);
            case '\n':
                return Made(TokenKind.NewLine, start);
            case '=':
                return Made(TokenKind.Equals, start);
            case '(':
                return Made(TokenKind.OpenParenthesis, start);
            case ')':
                return Made(TokenKind.CloseParenthesis, start);
            case ',':
                return Made(TokenKind.Comma, start);
            default:
                // Both halves of a character beyond the basic plane are one mistake.
                if (char.IsHighSurrogate(c) && _at < _source.Length && char.IsLowSurrogate(_source[_at]))
                    _at++;
                return Made(TokenKind.Bad, start);
        }
    }

    private readonly Token Made(TokenKind kind, int start) => new(kind, new(start, _at - start));

    private void SkipBlanksAndComment()
    {
        while (_at < _source.Length && _source[_at] is ' ' or '\t')
            _at++;
        if (_at >= _source.Length || _source[_at] != '#')
            return;
        var length = _source[_at..].IndexOfAny('\r', '\n');
        _at = length < 0 ? _source.Length : _at + length;
    }

    private Token Word(int start)
    {
        var length = _source[start..].IndexOfAnyExcept(s_nameTail);
        _at = length < 0 ? _source.Length : start + length;
        var kind = _source[start.._at] switch
        {
            "return" => TokenKind.Return,
            "True" => TokenKind.True,
            "False" => TokenKind.False,
            var word when PythonKeywords.Contains(word) => TokenKind.Keyword,
            _ => TokenKind.Name,
        };
        return Made(kind, start);
    }

    private Token Number(int start)
    {
        var first = _source[start] == '-' ? start + 1 : start;
        _at = first;
        SkipDigits();
        var kind = TokenKind.Int;
        var whole = _at - first;
        if (_at < _source.Length && _source[_at] == '.')
        {
            _at++;
            var fraction = _at;
            SkipDigits();
            kind = _at > fraction ? TokenKind.Float : TokenKind.BadNumber;
        }
        else if (whole > 1 && _source[first] == '0')
        {
            kind = TokenKind.BadNumber;
        }
        if (_at - first > MostDigits + 1 || (kind == TokenKind.Int && whole > MostDigits))
            kind = TokenKind.BadNumber;
        // 10m, 1e5, 0x1F, 1_000, 1.2.3: one mistake up to where it ends.
        var tail = _source[_at..].IndexOfAnyExcept(s_nameTail);
        if (tail != 0 && _at < _source.Length)
        {
            kind = TokenKind.BadNumber;
            _at = tail < 0 ? _source.Length : _at + tail;
        }
        return Made(kind, start);
    }

    private void SkipDigits()
    {
        while (_at < _source.Length && char.IsAsciiDigit(_source[_at]))
            _at++;
    }

    private Token Text(int start)
    {
        var good = true;
        while (_at < _source.Length && _source[_at] is not ('"' or '\r' or '\n'))
        {
            var c = _source[_at++];
            if (char.IsHighSurrogate(c) && _at < _source.Length && char.IsLowSurrogate(_source[_at]))
                _at++;
            else
                good &= c >= ' ' && c != '\\' && c != '\u007F' && !char.IsSurrogate(c);
        }
        if (_at >= _source.Length || _source[_at] != '"')
            return Made(TokenKind.OpenText, start);
        _at++;
        return Made(good ? TokenKind.Text : TokenKind.BadText, start);
    }
}
