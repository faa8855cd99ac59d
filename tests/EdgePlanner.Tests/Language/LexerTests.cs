using CsCheck;
using EdgePlanner.Language;
using Xunit;

namespace EdgePlanner.Tests.Language;

public sealed class LexerTests
{
    /// <summary>One source for each kind of word.</summary>
    public static TheoryData<TokenKind, string> Words => new()
    {
        { TokenKind.Name, "cars" }, { TokenKind.Name, "_a9" }, { TokenKind.Name, "returned" }, { TokenKind.Text, "\"red cup\"" }, { TokenKind.Text, "\"\"" },
        { TokenKind.Text, "\"rot 🚗 é\"" }, { TokenKind.Int, "0" }, { TokenKind.Int, "-12" }, { TokenKind.Int, "123456789012345" },
        { TokenKind.Float, "0.5" }, { TokenKind.Float, "-2.25" }, { TokenKind.True, "True" }, { TokenKind.False, "False" },
        { TokenKind.Return, "return" }, { TokenKind.Keyword, "for" }, { TokenKind.Keyword, "None" }, { TokenKind.Equals, "=" },
        { TokenKind.OpenParenthesis, "(" }, { TokenKind.CloseParenthesis, ")" }, { TokenKind.Comma, "," }, { TokenKind.NewLine, "\n" },
        { TokenKind.NewLine, "\r\n" }, { TokenKind.NewLine, "\r" }, { TokenKind.OpenText, "\"red" }, { TokenKind.BadText, "\"a\\n\"" },
        { TokenKind.BadText, "\"a\tb\"" }, { TokenKind.BadText, "\"\ud800\"" }, { TokenKind.BadNumber, "007" }, { TokenKind.BadNumber, "1." },
        { TokenKind.BadNumber, "10m" }, { TokenKind.BadNumber, "1e5" }, { TokenKind.BadNumber, "1_000" }, { TokenKind.BadNumber, "1234567890123456" },
        { TokenKind.Bad, "'" }, { TokenKind.Bad, "." }, { TokenKind.Bad, "🚗" }, { TokenKind.Bad, "\u00e9" }, { TokenKind.Bad, "-" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Next_OneWord_IsTakenWhole(TokenKind kind, string source)
    {
        var lexer = new Lexer(source);
        Assert.Equal(new Token(kind, new(0, source.Length)), lexer.Next());
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
    }

    [Fact]
    public void Words_CoverEveryKind()
    {
        var covered = Words.Select(row => row.Data.Item1).Append(TokenKind.End).ToHashSet();
        Assert.Equal(Enum.GetValues<TokenKind>(), covered.Order());
    }

    [Fact]
    public void Next_BlanksAndComments_AreSkipped()
    {
        var lexer = new Lexer("\uFEFF  a \t=# all of \"this\"\nb");
        Assert.Equal(new Token(TokenKind.Name, new(3, 1)), lexer.Next());
        Assert.Equal(TokenKind.Equals, lexer.Next().Kind);
        Assert.Equal(TokenKind.NewLine, lexer.Next().Kind);
        Assert.Equal(TokenKind.Name, lexer.Next().Kind);
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
    }

    /// <summary>Words follow each other, are never empty, and what lies between them is blank or a comment.</summary>
    [Fact]
    public void Next_AnySource_MovesOn() => Gen.String[Gen.Char["ab=(),\"#\\\n\r\t 01.-'🚗é"], 0, 60].Sample(source =>
    {
        var lexer = new Lexer(source);
        var (at, words) = (0, 0);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next(), words++)
        {
            var between = source.AsSpan(at, token.Span.Start - at).TrimStart(" \t");
            Assert.True(between.IsEmpty || between[0] == '#', source);
            Assert.True(token.Span.Length > 0, source);
            at = token.Span.End;
        }
        Assert.True(words <= source.Length, source);
    });
}
