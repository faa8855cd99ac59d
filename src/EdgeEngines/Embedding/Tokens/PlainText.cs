using System.Text;

namespace EdgeEngines.Embedding.Tokens;

/// <summary>What BERT's uncased models do to a text before it is split: lower case, accents off, every kind of space the same.</summary>
internal static class PlainText
{
    /// <summary>What the letters of Latin-1 and Latin Extended-A decompose to (Unicode's canonical decomposition, marks dropped), in turn:
    /// the program runs without ICU, and string.Normalize then leaves them as they are.</summary>
    private const string Decomposed =
        "àaáaâaãaäaåaçcèeéeêeëeìiíiîiïiñnòoóoôoõoöoùuúuûuüuýyÿyāaăaąaćcĉcċcčcďdēeĕeėeęeěeĝgğgġgģgĥhĩiīiĭiįi"
        + "ĵjķkĺlļlľlńnņnňnōoŏoőoŕrŗrřrśsŝsşsšsţtťtũuūuŭuůuűuųuŵwŷyźzżzžz";

    private static readonly Dictionary<char, char> s_plain =
        Enumerable.Range(0, Decomposed.Length / 2).ToDictionary(i => Decomposed[2 * i], i => Decomposed[(2 * i) + 1]);

    public static string Of(string text, bool lowerCase)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in lowerCase ? text.ToLowerInvariant() : text)
        {
            if (char.IsWhiteSpace(c))
                plain.Append(' ');
            else if (!lowerCase)
                plain.Append(c);
            else if (c is < '\u0300' or > '\u036F') // combining marks: accents written apart
                plain.Append(s_plain.GetValueOrDefault(c, c));
        }
        return plain.ToString();
    }
}
