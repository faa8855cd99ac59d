using System.Text;

namespace EdgeEngines.Generating.Tokens;

/// <summary>The letters that stand for bytes in a byte-level vocabulary (Radford et al. 2019): a byte that prints stands for itself, the others for letters from U+0100 on.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_letters = Letters();
    private static readonly Dictionary<char, byte> s_bytes = s_letters.Select((letter, value) => (letter, value)).ToDictionary(pair => pair.letter, pair => (byte)pair.value);

    public static char LetterOf(byte value) => s_letters[value];

    /// <summary>Null where the token has other letters, as special ones do.</summary>
    public static byte[]? BytesOf(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!s_bytes.TryGetValue(token[i], out bytes[i]))
                return null;
        }
        return bytes;
    }

    public static string LettersOf(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(LetterOf));

    private static char[] Letters()
    {
        var (letters, next) = (new char[256], '\u0100');
        for (var value = 0; value < letters.Length; value++)
            letters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : next++;
        return letters;
    }
}
