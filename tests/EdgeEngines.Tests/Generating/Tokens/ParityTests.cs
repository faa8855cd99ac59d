using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EdgeEngines.Generating.Tokens;
using Xunit;

namespace EdgeEngines.Tests.Generating.Tokens;

/// <summary>Ten thousand texts against byte-level BPE written from its description (tokens.py): words by Unicode category, then the best merge again and again.</summary>
public sealed class ParityTests
{
    private const int Texts = 10_000;

    /// <summary>Scripts with what stands between their letters, blanks, signs, pictures, and letters beyond U+FFFF.</summary>
    private static readonly (int First, int Last)[] s_blocks =
    [
        (0x20, 0x7E), (0x20, 0x7E), (0x09, 0x0D), (0xA0, 0xFF), (0x100, 0x17F), (0x300, 0x36F), (0x391, 0x3A1), (0x410, 0x44F), (0x5D0, 0x5EA), (0x621, 0x63A), (0x660, 0x669), (0x905, 0x939),
        (0xE01, 0xE30), (0x1100, 0x1112), (0x2000, 0x200A), (0x2028, 0x2029), (0x2150, 0x215F), (0x2200, 0x22FF), (0x2600, 0x26FF), (0x3000, 0x3002), (0x3041, 0x3096), (0x30A1, 0x30FA),
        (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0xFF01, 0xFF5E), (0x1D400, 0x1D454), (0x1F600, 0x1F64F), (0x20000, 0x20100), (0x10140, 0x10174), (0xE0100, 0xE01EF),
    ];

    private static readonly string[] s_phrases =
    [
        "How many red cars are there?", "it's the driver's, isn't it? We'll see", "赤い車は何台ありますか？", "信号は青ですか", "一番近い人までの距離は？", "a = find(\"car\")\nb = within(a, 10)\nc = count(b)\nreturn c",
        "  two  blanks ", "\t\ttabs\r\n\r\nand lines\n", "x1y22z333 ٣٤٥ ⅧⅨ ²³", "e\u0301 が か\u3099", "<ask>a<plan>",
    ];

    [Fact]
    public async Task Encode_OfTenThousandTexts_IsAsWrittenFromTheDescription()
    {
        var file = TestData.Need("models/lm/tiny-random-gpt2-fp32/tokenizer.json");
        var tokenizer = TextTokenizer.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), file);
        var random = new Random(11);
        var texts = Enumerable.Range(0, Texts).Select(_ => Text(random)).ToArray();
        var expected = await PythonAsync(file, texts);
        Assert.Equal(Texts, expected.Length);
        for (var i = 0; i < texts.Length; i++)
            Assert.True(tokenizer.Encode(texts[i], special: true).SequenceEqual(expected[i]), $"text {i}, {JsonSerializer.Serialize(texts[i])}: {string.Join(' ', tokenizer.Encode(texts[i], special: true))} expected {string.Join(' ', expected[i])}");
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(1, 6); parts > 0; parts--)
        {
            if (random.Next(3) == 0)
            {
                var phrase = s_phrases[random.Next(s_phrases.Length)];
                text.Append(phrase[..random.Next(phrase.Length)]);
                continue;
            }
            var (first, last) = s_blocks[random.Next(s_blocks.Length)];
            for (var letters = random.Next(1, 9); letters > 0; letters--)
            {
                text.Append(new Rune(random.Next(first, last + 1)));
                if (random.Next(6) == 0)
                    text.Append(' ', random.Next(1, 4));
            }
        }
        return text.ToString();
    }

    private static async Task<int[][]> PythonAsync(string file, string[] texts)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Generating", "Tokens", "tokens.py");
        var start = new ProcessStartInfo("python3", [script, file]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? python = null;
        try
        {
            python = Process.Start(start);
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"python3 cannot be started here: {e.Message}");
        }
        using var process = python!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            foreach (var text in texts)
                await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(text));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It gave up early: what it says is told below.
        }
        Assert.Equal("", await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<int[]>(line)!)];
    }
}
