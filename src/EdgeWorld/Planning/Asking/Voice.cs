using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Asking;

/// <summary>What stands around a question and says nothing.</summary>
internal static class Voice
{
    private static readonly string[] s_before =
    [
        "please ", "hey, ", "hi, ", "ok, ", "so ", "tell me, ", "excuse me, ", "well, ", "quick question: ", "could you help me, ", "i wonder, ", "right now, ", "hello, ", "now ", "um, ",
    ];

    private static readonly string[] s_after = [" please", " right now", ", please", " thanks", " now", " at the moment", " for me", ", thank you", " do you think"];
    private static readonly string[] s_beforeJapanese = ["すみません、", "あの、", "ねえ、", "ちょっと、", "今、", "えっと、", "ところで、", "お願い、", "じゃあ、"];
    private static readonly string[] s_afterJapanese = ["、教えて", "、お願いします", "、知りたいです", "ね", "、今"];

    public static string English(string core, WorldRandom random)
    {
        var text = core;
        if (random.Chance(0.22))
            text = random.Pick<string>(s_before) + text;
        if (random.Chance(0.15))
            text += random.Pick<string>(s_after);
        text += random.Next() switch { < 0.55 => "?", < 0.75 => "", < 0.9 => ".", < 0.95 => " ?", _ => "??" };
        return random.Next() switch
        {
            < 0.55 => char.ToUpperInvariant(text[0]) + text[1..],
            < 0.96 => text,
            _ => text.ToUpperInvariant(),
        };
    }

    public static string Japanese(string core, WorldRandom random)
    {
        var text = core;
        if (random.Chance(0.2))
            text = random.Pick<string>(s_beforeJapanese) + text;
        if (random.Chance(0.12))
            text += random.Pick<string>(s_afterJapanese);
        return text + random.Next() switch { < 0.35 => "？", < 0.55 => "。", < 0.7 => "?", _ => "" };
    }
}
