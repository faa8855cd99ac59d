using System.Globalization;
using EdgeHost.Configuration;

namespace EdgeHost.Memory;

/// <summary>What the user wants forgotten: all, or what is older, or things by label; the latter two together are both done.</summary>
internal sealed record ForgetRequest(bool All, TimeSpan? OlderThan, IReadOnlyList<string> Labels)
{
    /// <exception cref="SettingsException">Nothing is asked for, or an age that is none.</exception>
    public static ForgetRequest Read(bool all, string? olderThan, IReadOnlyList<string> labels)
    {
        var age = olderThan is null ? null : Age(olderThan);
        if (olderThan is not null && age is null)
            throw new SettingsException([$"--older-than {olderThan} is not allowed; expected a whole number with s, m, h or d, such as 12h"]);
        if (!all && age is null && labels.Count == 0)
            throw new SettingsException(["say what to forget: --all, --older-than AGE or --label LABEL"]);
        return new ForgetRequest(all, age, labels);
    }

    /// <returns>What was done, for a person.</returns>
    public string Do(MemoryFile file, TimeProvider time)
    {
        var nowS = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        var before = file.Figures();
        if (All)
            file.ForgetAll();
        if (OlderThan is { } age)
            file.ForgetOlder(nowS - age.TotalSeconds);
        foreach (var label in Labels)
            file.Forget(label, nowS);
        var shrunk = file.TryShrink();
        var after = file.Figures();
        return $"forgot {before.Tracks - after.Tracks} things, {before.Sightings - after.Sightings} sightings, {before.Happenings - after.Happenings} happenings and {before.Crops - after.Crops} pictures; "
            + $"{after.Tracks} things are left in {file.Name}"
            + (shrunk ? "" : ". What was deleted is overwritten; the file itself shrinks when no other process is at work in it");
    }

    private static TimeSpan? Age(string text)
    {
        var seconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        return seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromSeconds((double)number * seconds)
            : null;
    }
}
