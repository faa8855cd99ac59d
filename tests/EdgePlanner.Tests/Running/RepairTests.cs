using System.Text;
using System.Text.Json;
using Xunit;

namespace EdgePlanner.Tests.Running;

public sealed class RepairTests
{
    [Fact]
    public void Run_DescribedNounThatIsNotFound_IsFoundAndNarrowed()
    {
        var outcome = Plans.Run("a = find(\"small red cup\")\nn = count(a)\nreturn n");
        Assert.Equal("0", outcome.Value.ToString()); // the cup is red; nobody says that it is small
        Assert.Equal(
            """
            a = find("small red cup") -> 0 things  [0 ms]
              repair: find("cup") -> 1 thing  [0 ms]
              repair: where(find("cup"), "small", "red") -> 0 things  [0 ms]
            n = count(a) -> 0  [0 ms]

            """,
            outcome.Trace.ToString());
        Assert.Equal("4", Plans.Things("a = find(\"red cup\")\nreturn a"));
    }

    [Fact]
    public void Run_NounThatIsNotThereEither_StaysEmpty()
    {
        var outcome = Plans.Run("a = find(\"red bus\")\nx = exists(a)\nreturn x");
        Assert.Equal("no", outcome.Value.ToString());
        Assert.Equal(3, outcome.Trace.Count);
    }

    [Theory]
    [InlineData("red")] // nothing to look for is left
    [InlineData("cup red")]
    [InlineData("traffic light")]
    public void Run_NoDescribedNoun_IsNotRepaired(string phrase) =>
        Assert.Equal(1, Plans.Run($"a = find(\"{phrase}\")\nreturn a").Trace.Count);

    [Fact]
    public void Trace_AsJson_MarksTheRepair()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Plans.Run("a = find(\"red cup\")\nreturn a").Trace.WriteTo(json);
        Assert.Equal(
            """[{"tool":"find","args":["\"red cup\""],"result":"0 things","ms":0},"""
            + """{"tool":"find","args":["\"cup\""],"result":"1 thing","ms":0,"repair":true},"""
            + """{"tool":"where","args":["find(\"cup\")","\"red\""],"result":"1 thing","ms":0,"repair":true}]""",
            Encoding.UTF8.GetString(stream.ToArray()).Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_DescribedNounThatIsFound_IsLeftAlone()
    {
        var world = new Scenes.SketchWorld(new Scenes.SketchThing("red cup", default));
        Assert.Equal(1, Plans.Run("a = find(\"red cup\")\nreturn a", world).Trace.Count);
    }
}
