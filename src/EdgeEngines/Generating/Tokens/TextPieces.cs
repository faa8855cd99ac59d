using System.Text;
using Microsoft.ML.Tokenizers;

namespace EdgeEngines.Generating.Tokens;

/// <summary>What stands between added tokens, to ids.</summary>
internal abstract class TextPieces
{
    /// <param name="isStart">Of the whole text.</param>
    public abstract string Normalize(string text, bool isStart);

    public abstract void Encode(string text, bool isStart, List<int> ids);
}

/// <summary>Byte pairs over the bytes of words (Radford et al. 2019).</summary>
/// <param name="wholeWords">A word that is a token is that token, whatever the merges would make of it; null where the merges have the word.</param>
internal sealed class ByteLevelPieces(BpeTokenizer merges, IReadOnlyList<WordSplit> splits, bool blankFirst, Func<string, string> normalize, Dictionary<string, int>? wholeWords) : TextPieces
{
    public override string Normalize(string text, bool isStart) => normalize(text);

    public override void Encode(string text, bool isStart, List<int> ids)
    {
        List<string> pieces = [blankFirst && isStart && text.Length > 0 && text[0] != ' ' ? $" {text}" : text];
        foreach (var split in splits)
        {
            List<string> cut = [];
            foreach (var piece in pieces)
                split.Cut(piece, cut);
            pieces = cut;
        }
        foreach (var piece in pieces)
        {
            if (wholeWords is not null && wholeWords.TryGetValue(ByteAlphabet.LettersOf(piece), out var id))
                ids.Add(id);
            else
                ids.AddRange(merges.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false));
        }
    }
}

/// <summary>SentencePiece (Kudo and Richardson 2018): blanks are letters (U+2581), letters that the vocabulary lacks are bytes.</summary>
/// <param name="splitsWords">The text is cut before each blank, so that no token spans two words.</param>
/// <param name="byteIds">The token of each byte, for letters that the model does not know; null where the vocabulary has none.</param>
internal sealed class SentencePieces(SentencePieceTokenizer model, int unknown, int[]? byteIds, BlankFirst blankFirst, Func<string, string> normalize, bool splitsWords) : TextPieces
{
    public const char Blank = '\u2581';

    public override string Normalize(string text, bool isStart)
    {
        text = normalize(text).Replace(' ', Blank);
        var wanted = blankFirst == BlankFirst.Always || (blankFirst == BlankFirst.AtStart && isStart);
        return wanted && text.Length > 0 && (!splitsWords || text[0] != Blank) ? Blank + text : text;
    }

    public override void Encode(string text, bool isStart, List<int> ids)
    {
        var begun = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && !(splitsWords && text[at] == Blank))
                continue;
            Word(text[begun..at], ids);
            begun = at;
        }
    }

    private void Word(string word, List<int> ids)
    {
        var tokens = model.EncodeToTokens(word, out _, addBeginningOfSentence: false, addEndOfSentence: false, considerPreTokenization: false, considerNormalization: false);
        foreach (var token in tokens)
        {
            if (token.Id != unknown || byteIds is null)
            {
                ids.Add(token.Id);
                continue;
            }
            foreach (var value in Encoding.UTF8.GetBytes(word[token.Offset]))
                ids.Add(byteIds[value]);
        }
    }
}

/// <summary>Where a blank is put in front that the text does not have.</summary>
internal enum BlankFirst
{
    Never,
    AtStart,

    /// <summary>Behind every added token too.</summary>
    Always,
}
