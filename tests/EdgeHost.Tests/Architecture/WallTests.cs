using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace EdgeHost.Tests.Architecture;

/// <summary>Packages whose types stop at a folder. Between projects the build enforces it; these tests do between folders.</summary>
public sealed class WallTests
{
    [Theory]
    [InlineData("Microsoft.ML.OnnxRuntime", "src/EdgeEngines/Onnx")]
    [InlineData("MQTTnet", "src/Telemetry/Mqtt")]
    [InlineData("SkiaSharp", "src/EdgeEngines/Pictures", "src/EdgeWorld/Drawing")]
    [InlineData("Microsoft.Data.Sqlite", "src/EdgeHost/Memory")]
    [InlineData("Microsoft.AspNetCore", "src/EdgeHost/Asking/Http")]
    [InlineData("Microsoft.ML.Tokenizers", "src/EdgeEngines/Embedding/Tokens", "src/EdgeEngines/Generating/Tokens")]
    [InlineData("Microsoft.Extensions.AI", "src/EdgePlanner/Generating/Endpoints")]
    [InlineData("OpenAI", "src/EdgePlanner/Generating/Endpoints")]
    [InlineData("System.ClientModel", "src/EdgePlanner/Generating/Endpoints")]
    [InlineData("LLama", "src/EdgeEngines/Gguf/LlamaCpp")]
    public void Package_IsNamedOnlyInItsFolder(string package, params string[] folders)
    {
        var use = new Regex($@"(?<![\w.]){Regex.Escape(package)}(?=[\s.;:<>(,)])");
        Rule.Holds(
            $"{package} is named only under {string.Join(", ", folders)}; give the rest of the program a type of its own instead.",
            SourceTree.Files("src", ".cs")
                .Where(file => !folders.Any(folder => IsUnder(file.Folder, folder)))
                .SelectMany(file => file.LinesWhere(line => use.IsMatch(SourceTree.CodeOf(line)))));
    }

    [Theory]
    [InlineData("Microsoft.ML.OnnxRuntime", "src/EdgeEngines/EdgeEngines.csproj")]
    [InlineData("MQTTnet", "src/Telemetry/Telemetry.csproj")]
    [InlineData("SkiaSharp", "src/EdgeEngines/EdgeEngines.csproj", "src/EdgeWorld/EdgeWorld.csproj")]
    [InlineData("Microsoft.ML.Tokenizers", "src/EdgeEngines/EdgeEngines.csproj")]
    [InlineData("Microsoft.Extensions.AI", "src/EdgePlanner/EdgePlanner.csproj")]
    [InlineData("LLamaSharp", "src/EdgeEngines/EdgeEngines.csproj")]
    public void Package_IsReferencedByItsProjectAndKeptPrivate(string package, params string[] projects)
    {
        var references =
            from file in SourceTree.Files("src", ".csproj")
            from reference in XDocument.Load(file.FullName).Descendants("PackageReference")
            let name = (string?)reference.Attribute("Include") ?? ""
            where name == package || name.StartsWith(package + ".", StringComparison.Ordinal)
            let isPrivate = ((string?)reference.Attribute("PrivateAssets") ?? "").Split(';').Contains("compile")
            where !projects.Contains(file.Path) || !isPrivate
            select $"{file.Path}: {reference}";
        Rule.Holds($"{package} is referenced by {string.Join(", ", projects)} only, with PrivateAssets=\"compile;contentfiles;analyzers;build\", so that no other project sees its types.", references);
    }

    [Fact]
    public void GlobalUsings_NameNoWalledPackage()
    {
        var usings =
            from file in SourceTree.Files("src", ".csproj")
            from element in XDocument.Load(file.FullName).Descendants("Using")
            let name = (string?)element.Attribute("Include") ?? ""
            where Regex.IsMatch(name, @"^(Microsoft\.ML|Microsoft\.Extensions\.AI|LLama|MQTTnet|SkiaSharp)")
            select $"{file.Path}: {element}";
        Rule.Holds("A global using of a walled package opens the wall for the whole project.", usings);
    }

    private static bool IsUnder(string folder, string wall) => folder == wall || folder.StartsWith(wall + "/", StringComparison.Ordinal);
}
