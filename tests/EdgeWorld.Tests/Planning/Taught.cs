using EdgePlanner.Tools;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Seeds;

namespace EdgeWorld.Tests.Planning;

/// <summary>Pairs for tests.</summary>
internal static class Taught
{
    /// <param name="calls">Between bars, each named by a letter in order; the last one is returned.</param>
    public static Seed Pair(string question, string calls, string language)
    {
        var lines = calls.Split('|');
        var text = string.Concat(lines.Select((call, n) => $"{(char)('a' + n)} = {call}\n")) + $"return {(char)('a' + lines.Length - 1)}";
        var (canonical, plan) = new PlanReading(PrimitiveCatalog.Standard).Read(text, question);
        return new Seed(language == "ja" ? Language.Japanese : Language.English, question, canonical, plan.Plan);
    }
}
