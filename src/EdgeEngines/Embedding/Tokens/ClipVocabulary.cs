using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeEngines.Models;
using Microsoft.ML.Tokenizers;

namespace EdgeEngines.Embedding.Tokens;

/// <summary>CLIP's: byte pairs within words, the last piece of a word marked with <c>&lt;/w&gt;</c> (Sennrich et al. 2016; Radford et al.
/// 2021). <c>vocab.json</c> gives each token's id, <c>merges.txt</c> the pairs, best first.</summary>
internal static partial class ClipVocabulary
{
    private const string Start = "<|startoftext|>", End = "<|endoftext|>", EndOfWord = "</w>";
    private const long LargestBytes = 32 << 20;

    public static (Func<string, IReadOnlyList<int>> Encode, (int Start, int End, int Largest) Ids) Load(ModelFolder folder, TokenizerDescription description)
    {
        var vocabulary = ReadVocabulary(ModelFile.ReadCompanion(folder, description.Vocabulary, description.VocabularySha256, LargestBytes));
        foreach (var special in (string[])[Start, End])
        {
            if (!vocabulary.ContainsKey(special))
                throw new ModelException(
                    $"model '{folder.Description.Name}': {description.Vocabulary} in {folder.Path} has no {special}, which a vocabulary of CLIP needs");
        }
        var merges = Encoding.UTF8.GetString(ModelFile.ReadCompanion(folder, description.Merges!, description.MergesSha256, LargestBytes));
        var tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = merges.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal)),
            ByteLevel = true,
            EndOfWordSuffix = EndOfWord,
            Normalizer = description.LowerCase ? LowerCaseNormalizer.Instance : null,
            PreTokenizer = new RegexPreTokenizer(Words(), specialTokens: null),
        });
        return (text => tokenizer.EncodeToIds(text), (vocabulary[Start], vocabulary[End], vocabulary.Values.Max()));
    }

    private static Dictionary<string, int> ReadVocabulary(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32(), StringComparer.Ordinal);
    }

    // Contractions, runs of letters, single digits, runs of anything else that is no space: as OpenAI's tokenizer splits.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
