namespace EdgePlanner.Language;

public enum TokenKind : byte
{
    Name,
    Text,
    Int,
    Float,
    True,
    False,
    Return,

    /// <summary>Another word that Python keeps for itself.</summary>
    Keyword,
    Equals,
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    NewLine,
    End,

    /// <summary>A text that its line ends before the closing quote.</summary>
    OpenText,

    /// <summary>A text with a backslash, a control character or half a surrogate pair.</summary>
    BadText,

    /// <summary>A number as no plan writes it: 007, 1., 10m, more than 15 digits.</summary>
    BadNumber,

    /// <summary>A character that no plan has.</summary>
    Bad,
}

/// <summary>A word of a plan.</summary>
public readonly record struct Token(TokenKind Kind, SourceSpan Span);
