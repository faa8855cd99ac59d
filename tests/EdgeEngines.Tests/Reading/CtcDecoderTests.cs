using EdgeEngines.Reading;
using Xunit;

namespace EdgeEngines.Tests.Reading;

public sealed class CtcDecoderTests
{
    private static readonly string[] s_labels = ["", "a", "b", "¿é", " "];

    [Theory]
    [InlineData("", "")]
    [InlineData("00000", "")]
    [InlineData("0a0a0", "aa")]
    [InlineData("aaabb", "ab")]
    [InlineData("aa0aab", "aab")]
    [InlineData("a4b", "a b")]
    [InlineData("33", "¿é")]
    public void Read_Path_JoinsRepeatsAndDropsBlanks(string path, string expected)
    {
        var decoder = new CtcDecoder(s_labels, logits: false);
        decoder.Read(Steps("bbb"));
        Assert.Equal(expected, decoder.Read(Steps(path)).Text);
    }

    [Fact]
    public void Read_Confidence_IsTheMeanOverFirstStepsOfCharacters()
    {
        float[] steps =
        [
            0.1f, 0.8f, 0, 0, 0.1f,
            0, 0.99f, 0, 0, 0,   // a repeat does not count
            0.9f, 0.1f, 0, 0, 0, // nor does a blank
            0, 0, 0.6f, 0, 0.4f,
        ];
        var (text, confidence) = new CtcDecoder(s_labels, logits: false).Read(steps);
        Assert.Equal(("ab", 0.7f), (text, MathF.Round(confidence, 5)));
    }

    [Fact]
    public void Read_Logits_AreSoftened()
    {
        float[] steps = [1, 3, 2, 0, -1];
        var expected = Math.Exp(3) / (Math.Exp(1) + Math.Exp(3) + Math.Exp(2) + 1 + Math.Exp(-1));
        var (text, confidence) = new CtcDecoder(s_labels, logits: true).Read(steps);
        Assert.Equal("a", text);
        Assert.Equal(expected, confidence, 5);
    }

    [Fact]
    public void Read_NotANumber_IsNoCharacter()
    {
        const float N = float.NaN;
        float[] steps = [N, N, N, N, N, 0.1f, N, 0.7f, 0, 0, N, N, N, N, N];
        foreach (var logits in (bool[])[false, true])
        {
            var (text, confidence) = new CtcDecoder(s_labels, logits).Read(steps);
            Assert.Equal("b", text);
            Assert.InRange(confidence, 0, 1);
        }
        var endless = new CtcDecoder(s_labels, logits: true).Read([0, float.PositiveInfinity, 0, 0, 0]);
        Assert.Equal(("a", 0f), endless);
    }

    /// <summary>One letter a step: 0 the blank, 3 the third label, 4 the space.</summary>
    private static float[] Steps(string path) =>
        [.. path.SelectMany(letter => Enumerable.Range(0, s_labels.Length).Select(label => label == (letter switch { 'a' => 1, 'b' => 2, _ => letter - '0' }) ? 0.9f : 0.02f))];
}
