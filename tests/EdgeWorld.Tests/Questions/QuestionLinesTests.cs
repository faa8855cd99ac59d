using EdgePlanner.Values;
using EdgeWorld.Questions;
using Xunit;

namespace EdgeWorld.Tests.Questions;

public sealed class QuestionLinesTests
{
    private const string Source = "sim:street?scenario=traffic&seed=5";

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        StreetQuestion[] questions =
        [
            new("count", Source, 29, "How many cars are there?", Value.OfInt(3), "plan"),
            new("exists", Source, 29, "Is there a \"car\"?", Value.OfBool(false), "plan"),
            new("distance", Source, 30, "How far?", Value.OfNumber(PlanType.Metres, 12.25), "plan"),
            new("colour", Source, 30, "What colour?", Value.OfText("red"), "plan"),
            new("direction", Source, 30, "Where?", Value.OfClock(11), "plan"),
            new("colour", Source, 30, "What colour?", Value.Unknown(PlanType.Text, "there is none"), "plan"),
        ];
        using var file = new LinesFile(QuestionLines.Write(questions));
        Assert.Equal(questions, QuestionLines.Read(file.Path));
    }

    [Theory]
    [InlineData("", "holds no question")]
    [InlineData("{", "line 1")]
    [InlineData("[]", "line 1")]
    [InlineData("""{"family":"count","source":"sim:street?seed=1","frame":-1,"question":"q","type":"Int","answer":1}""", "frame -1")]
    [InlineData("""{"family":"count","source":"file:/etc/passwd","frame":1,"question":"q","type":"Int","answer":1}""", "not a simulated camera")]
    [InlineData("""{"family":"count","source":"sim:street?seed=1","frame":1,"question":"q","type":"Kilo","answer":1}""", "Kilo")]
    [InlineData("""{"family":"count","source":"sim:street?seed=1","frame":1,"question":"q","type":"Int","answer":"many"}""", "line 1")]
    [InlineData("""{"family":"count","source":"sim:street?seed=1","frame":1,"question":"q","type":"Boxes","answer":1}""", "cannot be scored")]
    [InlineData("""{"family":"count","source":"sim:street?seed=1","frame":1,"type":"Int","answer":1}""", "line 1")]
    public void Read_WhatIsNoQuestion_IsRefusedByNameAndLine(string line, string named)
    {
        using var file = new LinesFile(System.Text.Encoding.UTF8.GetBytes(line));
        var e = Assert.Throws<WorldException>(() => QuestionLines.Read(file.Path));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Contains(file.Path, e.Message, StringComparison.Ordinal);
    }

    private sealed class LinesFile : IDisposable
    {
        public LinesFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
