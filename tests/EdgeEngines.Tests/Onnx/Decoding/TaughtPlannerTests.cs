using System.Text.Json;
using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Onnx.Decoding;

/// <summary>Planners that the learner wrote, in eight bits on ONNX Runtime, against what PyTorch computed with the same numbers, and the tokens that it made of the same texts
/// (<c>street-planner-parity.json</c>): a tiny one of <c>tests/golden</c>, and the one that ships.</summary>
public sealed class TaughtPlannerTests(ITestOutputHelper output)
{
    /// <summary>Of the range of a case's scores. ONNX Runtime rounds what goes into a product to eight bits too; PyTorch did not.</summary>
    private const double MostError = 0.02;

    private static readonly string s_root = Root();

    private static readonly (string Folder, string Golden)[] s_planners =
    [
        ("tests/golden/tiny-planner", "tests/golden/tiny-planner/street-planner-parity.json"),
        ("models/quantized/street-planner", "tests/golden/street-planner-parity.json"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Logits_OfPrompts_AreWhatPyTorchComputed(int planner)
    {
        var (folder, golden) = Planner(planner);
        using var decoder = TextDecoderFactory.Load(folder, new EngineOptions(), NullLogger.Instance);
        var cases = golden.GetProperty("cases").EnumerateArray().Select(c => (Ids: Ids(c, "ids"), Logits: c.GetProperty("logits").EnumerateArray().Select(v => v.GetSingle()).ToArray())).ToArray();
        decoder.Begin([.. cases.Select(c => c.Ids)]); // of several lengths, side by side
        for (var row = 0; row < cases.Length; row++)
            AssertNear($"prompt {row}, whole", cases[row].Logits, decoder.Logits(row));
        for (var row = 0; row < cases.Length; row++)
        {
            decoder.Begin([cases[row].Ids[..1]]);
            foreach (var token in cases[row].Ids.AsSpan(1))
                decoder.Feed([token], [1]);
            AssertNear($"prompt {row}, a token at a time", cases[row].Logits, decoder.Logits(0));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Tokens_AreThoseOfTheLearner(int planner)
    {
        var (folder, golden) = Planner(planner);
        var tokenizer = TextTokenizer.Load(folder);
        foreach (var prompt in golden.GetProperty("cases").EnumerateArray())
            Assert.Equal(Ids(prompt, "ids"), tokenizer.Encode(prompt.GetProperty("prompt").GetString()!, special: true));
        foreach (var entry in golden.GetProperty("texts").EnumerateArray())
        {
            var text = entry.GetProperty("text").GetString()!;
            Assert.Equal(Ids(entry, "prompt"), tokenizer.Encode(text, special: true));
            Assert.Equal(Ids(entry, "plan"), tokenizer.Encode(text, special: false));
        }
    }

    private void AssertNear(string what, float[] expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        var error = 0.0;
        for (var i = 0; i < expected.Length; i++)
            error = Math.Max(error, Math.Abs(expected[i] - found[i]));
        error /= expected.Max() - expected.Min();
        output.WriteLine($"{what}: {error:0.0000} of the range");
        Assert.True(error <= MostError, $"{what}: a score is off by {error:0.0000} of the range");
    }

    private static (ModelFolder Folder, JsonElement Golden) Planner(int number)
    {
        var (folder, golden) = s_planners[number];
        Assert.SkipUnless(Directory.Exists(Path.Combine(s_root, folder)), $"there is no {folder} yet (docs/planner-training.md)");
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_root, golden)));
        return (ModelFolder.Read(Path.Combine(s_root, folder)), file.RootElement.Clone());
    }

    private static int[] Ids(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("not run inside the repository");
        return folder.FullName;
    }
}
