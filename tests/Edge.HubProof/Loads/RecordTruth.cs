using System.Globalization;

namespace Edge.HubProof.Loads;

/// <summary>Any record can be written again from its device and number alone: what the database must hold, byte for byte.</summary>
internal static class RecordTruth
{
    private static readonly string[] s_questions = ["how many red cars are near?", "is anybody behind me?", "what is the number of the bus at the stop?", "how far is the next crossing?"];
    private static readonly string[] s_colours = ["red", "white", "black", "blue"];

    /// <summary>About 600 bytes, as a device writes one.</summary>
    public static string Reward(string device, long seq)
    {
        var draw = Mix((ulong)seq * 1_000_003 + (ulong)device.GetHashCodeStable());
        var question = s_questions[draw % 4];
        var colour = s_colours[draw / 4 % 4];
        var count = draw / 16 % 9;
        var milliseconds = (draw / 144 % 1000) / 100.0;
        var right = draw / 144_000 % 5 != 0;
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"id":"q-{{seq}}","time":{{1764172800 + seq / 4.0}},"device":"{{device}}","user":"u-{{draw / 7 % 50}}","consent":"2026-01","catalog":"53-9c1e{{draw % 4096:x4}}","model":"street-detector@1f0c{{draw / 3 % 65536:x4}}","planner":"retrieval","bundle":null,"query":{"text":"{{question}}","language":"en"},"plan":"cars = find(\"car\")\nnear = within(cars, metres={{count + 5}})\nred = where(near, \"{{colour}}\")\nn = count(red)\nreturn n","outcome":"answered","trace":[{"tool":"find","ms":{{milliseconds}},"size":{{count + 3}}},{"tool":"within","ms":0.01,"size":{{count + 1}}},{"tool":"where","ms":{{milliseconds * 2}},"size":{{count}}},{"tool":"count","ms":0.0,"size":1}],"answer":{"text":"There are {{count}}.","type":"Int","value":{{count}}},"reward":{{(right ? 1 : -1)}},"source":"truth","why":"{{count}} was {{(right ? "right" : "wrong")}}","correction":null}
            """);
    }

    public static string Line(string device, long seq) => $$"""{"seq":{{seq}},"kind":"reward","record":{{Reward(device, seq)}}}""";

    /// <summary>The same in every process, which string.GetHashCode is not.</summary>
    private static int GetHashCodeStable(this string text) => text.Aggregate(17, (sum, c) => sum * 31 + c) & 0x7FFFFFFF;

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
