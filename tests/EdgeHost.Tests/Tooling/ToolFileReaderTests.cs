using System.Text.Json.Nodes;
using EdgeHost.Tooling;
using Xunit;

namespace EdgeHost.Tests.Tooling;

/// <summary>A tool.json is hostile until it is checked.</summary>
public sealed class ToolFileReaderTests
{
    [Theory]
    [InlineData("name", "\"Paint\"", "'name' is \"Paint\", expected 1 to 32 lower-case letters")]
    [InlineData("name", "\"lambda\"", "no word of Python")]
    [InlineData("name", "\"rm -rf\"", "'name' is \"rm -rf\"")]
    [InlineData("name", "7", "'name' is 7, expected a text")]
    [InlineData("name", "null", "'name' is missing")]
    [InlineData("shape", "\"train\"", "'shape' is \"train\", expected one of label, filter, detect, match, likeness, read")]
    [InlineData("model", "\"../../etc\"", "expected the name of a model, or a folder below the tool's own")]
    [InlineData("model", "\"/etc\"", "expected the name of a model")]
    [InlineData("model", "\"C:\\\\models\"", "expected the name of a model")]
    [InlineData("documentation", "\"\\u001b[2J\"", "'documentation' is")]
    [InlineData("documentation", "null", "'documentation' is missing")]
    [InlineData("examples", "[]", "'examples' is [], expected a list of 1 to 5 texts")]
    [InlineData("examples", "\"x\"", "'examples' is \"x\"")]
    [InlineData("min_score", "1.5", "'min_score' is 1.5, expected a number from 0 to 1")]
    [InlineData("label", "\"red\"", "'label' has no meaning for the shape label")]
    [InlineData("text_detector", "\"ocr\"", "'text_detector' has no meaning for the shape label")]
    [InlineData("cost", "{\"fixed_micros\": -1}", "'cost.fixed_micros' is -1")]
    [InlineData("cost", "{\"fixed\": 1}", "'cost.fixed' is no field")]
    [InlineData("pack", "\"space\"", "'pack' is \"space\", expected one of core, vehicle, wearable, field")]
    [InlineData("questions", "[{\"ask\": [\"is it {things}\"]}]", "'questions[0].plan' is missing")]
    [InlineData("questions", "[3]", "'questions' is [3]")]
    [InlineData("exec", "\"rm\"", "'exec' is no field of a tool")]
    public void Read_OneWrongField_SaysFieldFoundAndExpected(string field, string value, string says)
    {
        using var disk = new ToolOnDisk(json => json[field] = JsonNode.Parse(value));
        Assert.Contains(says, Assert.Single(Refused(disk.FilePath).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyWrongFields_SaysAllAtOnce()
    {
        using var disk = new ToolOnDisk(json =>
        {
            (json["name"], json["shape"], json["pack"], json["exec"]) = ("X", "y", "z", 1);
            json.Remove("documentation");
        });
        var refused = Refused(disk.FilePath);
        Assert.Equal(5, refused.Problems.Count);
        Assert.Contains("docs/tools.md", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}")]
    [InlineData("{\"cost\": {\"fixed_micros\": 1, \"fixed_micros\": 2}}")]
    [InlineData("[[[[[[[[[[[[[[]]]]]]]]]]]]]]")]
    public void Read_NoSoundJson_IsRefused(string text)
    {
        using var disk = new ToolOnDisk();
        File.WriteAllText(disk.FilePath, text);
        Assert.NotEmpty(Refused(disk.FilePath).Problems);
    }

    [Fact]
    public void Read_BytesThatAreNoText_IsRefused()
    {
        using var disk = new ToolOnDisk();
        File.WriteAllBytes(disk.FilePath, [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]);
        Assert.Contains("no JSON in UTF-8", Assert.Single(Refused(disk.FilePath).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLarge_IsNotEvenParsed()
    {
        using var disk = new ToolOnDisk();
        File.WriteAllText(disk.FilePath, new string(' ', 70_000));
        Assert.Contains("70000 bytes, at most 65536", Assert.Single(Refused(disk.FilePath).Problems), StringComparison.Ordinal);
    }

    private static ToolFileException Refused(string path) => Assert.Throws<ToolFileException>(() => ToolFileReader.Read(path));
}
