using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Filling;

internal enum NumberUnit
{
    None,
    Metres,
    Seconds,
    MetresPerSecond,
}

/// <summary>Numbers as people say them: in digits mostly.</summary>
internal static class NumberWords
{
    private const double InWords = 0.25;

    private static readonly string[] s_english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    private static readonly string[] s_japanese = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

    public static string English(int number, NumberUnit unit, WorldRandom random) => unit switch
    {
        NumberUnit.Metres => $"{English(number, random)} {random.Pick<string>(["metres", "meters", "m"])}",
        NumberUnit.MetresPerSecond => $"{English(number, random)} {random.Pick<string>(["metres per second", "meters per second", "m/s", "metres a second"])}",
        NumberUnit.Seconds when number % 3600 == 0 => number == 3600 ? random.Pick<string>(["hour", "60 minutes"]) : $"{number / 3600} hours",
        NumberUnit.Seconds when number % 60 == 0 => number == 60 ? random.Pick<string>(["minute", "60 seconds"]) : $"{English(number / 60, random)} minutes",
        NumberUnit.Seconds => number == 1 ? "second" : $"{English(number, random)} seconds",
        _ => English(number, random),
    };

    public static string Japanese(int number, NumberUnit unit, WorldRandom random) => unit switch
    {
        NumberUnit.Metres => $"{Japanese(number, random)}{random.Pick<string>(["メートル", "m", "メーター"])}",
        NumberUnit.MetresPerSecond => $"秒速{Japanese(number, random)}メートル",
        NumberUnit.Seconds when number % 3600 == 0 => $"{Japanese(number / 3600, random)}時間",
        NumberUnit.Seconds when number % 60 == 0 => $"{Japanese(number / 60, random)}分",
        NumberUnit.Seconds => $"{Japanese(number, random)}秒",
        _ => Japanese(number, random),
    };

    /// <summary>A pattern of all ways to say it, without a unit.</summary>
    public static string PatternOf(int number, Language language)
    {
        var words = language == Language.English ? s_english : s_japanese;
        return number < words.Length ? $"(?:{number}|{words[number]})" : $"(?:{number})";
    }

    private static string English(int number, WorldRandom random) =>
        number < s_english.Length && random.Chance(InWords) ? s_english[number] : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Japanese(int number, WorldRandom random) =>
        number < s_japanese.Length && random.Chance(InWords) ? s_japanese[number] : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
