namespace EdgeWorld.Planning.Words;

/// <summary>What else people call a thing than <see cref="Vocabulary"/> has it, for training alone: <c>auto</c>, <c>乗用車</c> for a car. Read from <c>names.txt</c>, written by somebody who had seen no question.</summary>
internal static class OtherNames
{
    private static readonly Dictionary<string, ((string One, string Many)[] English, string[] Japanese)> s_names = Read();

    public static IReadOnlyList<(string One, string Many)> English(string kind) => s_names.TryGetValue(kind, out var names) ? names.English : [];

    public static IReadOnlyList<string> Japanese(string kind) => s_names.TryGetValue(kind, out var names) ? names.Japanese : [];

    private static Dictionary<string, ((string, string)[], string[])> Read() => EmbeddedText.Lines("planning-names.txt").ToDictionary(
        line => line.Split('|')[0].Trim()["noun ".Length..],
        line => (
            line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries).Select(forms => forms.Split('/') is [var one, var many] ? (one, many) : throw new InvalidDataException($"names.txt: '{forms}' has no plural")).ToArray(),
            line.Split('|')[2].Split(',', StringSplitOptions.TrimEntries)));
}
