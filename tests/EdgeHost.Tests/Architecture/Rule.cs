using Xunit;

namespace EdgeHost.Tests.Architecture;

internal static class Rule
{
    /// <summary>Fails with the rule, its way out, and every place that breaks it.</summary>
    public static void Holds(string rule, IEnumerable<string> offenders)
    {
        var found = offenders.ToList();
        if (found.Count > 0)
            Assert.Fail($"{rule}\nFound in {found.Count} place(s):\n  {string.Join("\n  ", found)}");
    }
}
