using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Seeds;

/// <summary>Words that nobody knows: what to do with them is to copy them.</summary>
internal static class MadeUpWords
{
    private static readonly string[] s_onsets = ["b", "bl", "br", "d", "dr", "f", "fl", "g", "gl", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pl", "qu", "r", "s", "sk", "sn", "st", "t", "tr", "v", "w", "z"];
    private static readonly string[] s_vowels = ["a", "e", "i", "o", "u", "oo", "ee", "ai", "ou"];
    private static readonly string[] s_codas = ["b", "ck", "d", "ft", "g", "lk", "m", "mp", "n", "nk", "p", "rt", "st", "t", "x", "zz", "lt", "rn"];
    private static readonly string[] s_kana =
    [
        "ガ", "ギ", "グ", "ゲ", "ゴ", "ザ", "ジ", "ズ", "ゼ", "ゾ", "ダ", "デ", "ド", "バ", "ビ", "ブ", "ベ", "ボ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ", "ソ", "タ", "チ",
        "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ", "ノ", "マ", "ミ", "ム", "メ", "モ", "ラ", "リ", "ル", "レ", "ロ", "ン",
    ];

    public static string Noun(WorldRandom random, bool isJapanese) => isJapanese
        ? string.Concat(Enumerable.Range(0, random.Between(2, 5)).Select(_ => random.Pick<string>(s_kana)))
        : random.Chance(0.4) ? Syllable(random) + Syllable(random) : Syllable(random);

    public static string Adjective(WorldRandom random) => Syllable(random) + random.Pick<string>(["y", "ish", "en", "al"]);

    /// <summary>snake_case; two syllables, so that it is no word of Python's.</summary>
    public static string Tool(WorldRandom random) => $"{Syllable(random)}{random.Pick<string>(["", "_"])}{Syllable(random)}";

    private static string Syllable(WorldRandom random) => random.Pick<string>(s_onsets) + random.Pick<string>(s_vowels) + random.Pick<string>(s_codas);
}
