using System.Text;
using EdgeEngines.Models;
using Microsoft.ML.Tokenizers;

namespace EdgeEngines.Embedding.Tokens;

/// <summary>BERT's: words split at spaces and punctuation, then into the longest pieces of the vocabulary (Devlin et al. 2019; Schuster
/// and Nakajima 2012). A file with a token a line, the line's number being its id.</summary>
internal static class WordPieceVocabulary
{
    private const string Pad = "[PAD]", Unknown = "[UNK]", Start = "[CLS]", End = "[SEP]";
    private const long LargestBytes = 16 << 20;

    public static (Func<string, IReadOnlyList<int>> Encode, (int Start, int End, int Largest) Ids) Load(ModelFolder folder, TokenizerDescription description)
    {
        var bytes = ModelFile.ReadCompanion(folder, description.Vocabulary, description.VocabularySha256, LargestBytes);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        while (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        foreach (var special in (string[])[Pad, Unknown, Start, End])
        {
            if (!lines.Contains(special))
                throw new ModelException(
                    $"model '{folder.Description.Name}': {description.Vocabulary} in {folder.Path} has no line {special}, which a WordPiece vocabulary needs");
        }
        using var stream = new MemoryStream(bytes);
        var tokenizer = BertTokenizer.Create(stream, new BertOptions
        {
            LowerCaseBeforeTokenization = false, // PlainText does, and more
            SplitOnSpecialTokens = false, // whoever types [SEP] means these five characters
            UnknownToken = Unknown,
            ClassificationToken = Start,
            SeparatorToken = End,
            PaddingToken = Pad,
            MaskingToken = lines.Contains("[MASK]") ? "[MASK]" : Unknown, // only training needs it
        });
        return (
            text => tokenizer.EncodeToIds(PlainText.Of(text, description.LowerCase), addSpecialTokens: false),
            (lines.IndexOf(Start), lines.IndexOf(End), lines.Count - 1));
    }
}
