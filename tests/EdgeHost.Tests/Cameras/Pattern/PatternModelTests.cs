using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace EdgeHost.Tests.Cameras.Pattern;

public sealed class PatternModelTests
{
    [Fact]
    public void ModelJson_Hash_IsThatOfTheFile()
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "model.json")));
        var file = File.ReadAllBytes(Path.Combine(Folder(), description.RootElement.GetProperty("file").GetString()!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), description.RootElement.GetProperty("sha256").GetString());
    }

    [Fact]
    public void Script_Run_WritesTheSameFiles()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Folder(), "make_pattern_model.py"), folder.File("make.py"));
        Needs.Run("python3", folder.File("make.py"));
        foreach (var name in new[] { "pattern.onnx", "model.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(Folder(), name)), File.ReadAllBytes(folder.File(name)));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent;
        Assert.SkipWhen(folder is null, "the tests do not run inside the repository");
        return Path.Combine(folder!.FullName, "models", "quantized", "pattern");
    }
}
