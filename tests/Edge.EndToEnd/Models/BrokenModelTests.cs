using System.Security.Cryptography;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Models;

/// <summary>Models that cannot be run: exit code 2, and a message that has what was expected and what was found.</summary>
public sealed class BrokenModelTests(ModelShelf models, ITestOutputHelper output)
{
    [Fact]
    public async Task Check_ModelAsItCame_SaysWhatItIs()
    {
        using var folder = new TemporaryFolder();

        var run = await HostProcess.RunAsync(["models", "check", await models.FastestDetAsync()], folder.Path);

        output.WriteLine(run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("float32[1, 3, 352, 352]", run.Output, StringComparison.Ordinal);
        Assert.Contains("runs/s", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public Task Truncated_WithTheOldHash_IsRefusedBeforeAnythingParsesIt() => RefusedAsync(
        folder => Truncate(Weights(folder)),
        "sha256 expected 31cb14c017fce347cb4c846ec62fdf00d76bb3beecdf4be21e7116ac67feb880, found ", "(499084 bytes)");

    [Fact]
    public Task Truncated_WithAMatchingHash_IsNoOnnxFile() => RefusedAsync(
        folder =>
        {
            Truncate(Weights(folder));
            Rehash(folder);
        },
        "FastestDet.onnx: not a readable ONNX file");

    [Fact]
    public Task OneByteChanged_IsRefused() => RefusedAsync(
        folder =>
        {
            using var file = File.Open(Weights(folder), FileMode.Open);
            file.Position = 123_456;
            var there = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(there ^ 0x10));
        },
        "is not the file that model.json describes", "(998169 bytes)");

    [Fact]
    public Task Noise_WithAMatchingHash_IsNoOnnxFile() => RefusedAsync(
        folder =>
        {
            File.WriteAllBytes(Weights(folder), RandomNumberGenerator.GetBytes(50_000));
            Rehash(folder);
        },
        "not a readable ONNX file");

    [Fact]
    public Task WithoutDescription_SaysWhichFieldsAreMissingAndWhatTheFileIs() => RefusedAsync(
        folder => File.Delete(Path.Combine(folder, "model.json")),
        "has no model.json", "name, task, file, sha256, input.name, input.width, input.height, head.kind", "'input.1' float32[1, 3, 352, 352]", "models add");

    [Fact]
    public Task OutputsThatDoNotFitTheHead_ShowsBothShapes() => RefusedAsync(
        folder => Edit(folder, "\"kind\": \"fastestdet\"", "\"kind\": \"yolox\""),
        "output '758' has the shape [1, 85, 22, 22], expected [batch, 484 cells");

    [Fact]
    public Task FewerLabelsThanClasses_SaysHowMany() => RefusedAsync(
        folder => Edit(folder, "\"aeroplane\",", ""),
        "has 80 classes and model.json has 79 labels");

    [Fact]
    public Task AnotherInputSize_ShowsBoth() => RefusedAsync(
        folder => Edit(folder, "\"width\": 352", "\"width\": 320"),
        "320x352 is [batch, 3, 352, 320]", "'input.1' float32[1, 3, 352, 352]");

    [Fact]
    public Task DescriptionThatIsNoJson_SaysWhere() => RefusedAsync(
        folder => File.WriteAllText(Path.Combine(folder, "model.json"), "{\"name\": \n"),
        "model.json cannot be used", "LineNumber: 1");

    [Fact]
    public async Task Add_NoOnnxFile_IsRefusedAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("notes.onnx", "these are notes\n");

        var run = await HostProcess.RunAsync(["models", "add", text, "--into", folder.File("into")], folder.Path);

        output.WriteLine(run.Errors);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("notes.onnx: not a readable ONNX file", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("into")));
    }

    private static string Weights(string folder) => Path.Combine(folder, "FastestDet.onnx");

    private static void Truncate(string file)
    {
        using var weights = File.Open(file, FileMode.Open);
        weights.SetLength(weights.Length / 2);
    }

    private static void Rehash(string folder) => Edit(
        folder,
        "31cb14c017fce347cb4c846ec62fdf00d76bb3beecdf4be21e7116ac67feb880",
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Weights(folder)))));

    private static void Edit(string folder, string from, string to)
    {
        var path = Path.Combine(folder, "model.json");
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>By <c>models check</c> and by <c>detect</c> alike; neither writes anything to standard output.</summary>
    private async Task RefusedAsync(Action<string> spoil, params string[] expected)
    {
        var model = await models.FastestDetAsync();
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(model))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        spoil(folder.Path);

        foreach (var command in (string[][])[["models", "check", folder.Path], ["detect", "--json", "--model", folder.Path, "--source", "sim:pattern", "--frames", "1"]])
        {
            var run = await HostProcess.RunAsync(command, folder.Path);
            output.WriteLine(run.Errors);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.All(expected, text => Assert.Contains(text, run.Errors, StringComparison.Ordinal));
        }
    }
}
