namespace EdgeWorld.Planning.Filling;

/// <summary>What a describing word becomes at the end of a sentence: 赤い車 and 車は赤いですか.</summary>
internal static class JapaneseForms
{
    public static string Asked(string adnominal) => adnominal switch
    {
        _ when adnominal.EndsWith("ている", StringComparison.Ordinal) => $"{adnominal[..^1]}ますか",
        _ when adnominal.EndsWith("にいる", StringComparison.Ordinal) || adnominal.EndsWith("にある", StringComparison.Ordinal) =>
            $"{adnominal[..^2]}{(adnominal[^2] == 'い' ? "いますか" : "ありますか")}",
        _ when adnominal.EndsWith('た') => $"{adnominal}状態ですか",
        _ when adnominal.EndsWith('の') || adnominal.EndsWith('な') => $"{adnominal[..^1]}ですか",
        _ => $"{adnominal}ですか",
    };

    /// <summary>The noun of a colour: 赤い, 赤; 灰色の, 灰色.</summary>
    public static string NounOf(string adnominal) => adnominal[^1] is 'い' or 'の' or 'な' ? adnominal[..^1] : adnominal;
}
