using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Asking;

/// <summary>One slip of the finger in a word that is long enough to be read all the same.</summary>
internal static class Typos
{
    private const int LeastLetters = 4;

    /// <summary>Null where no word is long enough.</summary>
    public static string? Slip(string text, WorldRandom random)
    {
        var words = text.Split(' ');
        int[] long_ = [.. Enumerable.Range(0, words.Length).Where(i => words[i].Length >= LeastLetters && words[i].All(char.IsAsciiLetterLower))];
        if (long_.Length == 0)
            return null;
        var at = random.Pick<int>(long_);
        words[at] = Slipped(words[at], random);
        return string.Join(' ', words);
    }

    private static string Slipped(string word, WorldRandom random)
    {
        var at = random.Between(1, word.Length - 1);
        return random.Between(0, 3) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            _ => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
        };
    }
}
