using System.Xml.Linq;
using Xunit;

namespace EdgeHost.Tests.Architecture;

public sealed class ProjectReferenceTests
{
    /// <summary>As drawn in ARCHITECTURE.md: engines and telemetry know nobody, the host knows all.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["EdgeEngines"] = [],
        ["Telemetry"] = [],
        ["EdgePlanner"] = ["EdgeEngines"],
        ["EdgeWorld"] = ["EdgeEngines", "EdgePlanner"],
        ["EdgeHost"] = ["EdgeEngines", "EdgePlanner", "EdgeWorld", "Telemetry"],
    };

    /// <summary>Off the device, under central.</summary>
    private const string Hub = "RewardHub";

    [Fact]
    public void SourceProjects_ReferenceOnlyWhatTheMapAllows()
    {
        var offenders =
            from file in SourceTree.Files("src", ".csproj")
            let project = Path.GetFileNameWithoutExtension(file.Name)
            from reference in References(file)
            where !s_allowed.TryGetValue(project, out var allowed) || !allowed.Contains(reference)
            select $"{file.Path} references {reference}";
        Rule.Holds("Projects reference each other as ARCHITECTURE.md says; change that map (and this one) first if a new way is needed.", offenders);
    }

    [Fact]
    public void SourceProjects_AreOnTheMap()
    {
        var projects = SourceTree.Files("src", ".csproj").Select(file => Path.GetFileNameWithoutExtension(file.Name)).Order();
        Assert.Equal(s_allowed.Keys.Order(), projects);
    }

    [Fact]
    public void SourceProjects_HaveATestProjectThatMirrorsThem()
    {
        var tests = SourceTree.Files("tests", ".csproj").Select(file => file.Path).ToHashSet();
        Rule.Holds(
            "Each project under src has a test project of its name.",
            s_allowed.Keys.Select(project => $"tests/{project}.Tests/{project}.Tests.csproj").Where(path => !tests.Contains(path)));
    }

    [Fact]
    public void UnitTestProjects_ReferenceNoOtherTestProject()
    {
        var offenders =
            from file in SourceTree.Files("tests", ".csproj")
            where file.Name.EndsWith(".Tests.csproj", StringComparison.Ordinal)
            from reference in References(file)
            where !s_allowed.ContainsKey(reference) && reference != Hub
            select $"{file.Path} references {reference}";
        Rule.Holds("A unit test project references projects under src, or the hub, only.", offenders);
    }

    /// <summary>The hub and the devices have nothing in common but docs/uploads.md, so that either can be replaced.</summary>
    [Fact]
    public void Hub_AndSourceProjects_DoNotKnowEachOther()
    {
        var offenders =
            from file in SourceTree.Files("central", ".csproj").Concat(SourceTree.Files("tests", ".csproj").Where(file => file.Name == $"{Hub}.Tests.csproj"))
            from reference in References(file)
            where reference != Hub
            select $"{file.Path} references {reference}";
        Rule.Holds("The hub and its tests reference nothing under src.", offenders);
    }

    private static IEnumerable<string> References(SourceFile project) =>
        XDocument.Load(project.FullName).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/')));
}
