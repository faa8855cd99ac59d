using System.Text.Json;
using Edge.EndToEnd.Processes;
using EdgeWorld;
using Xunit;

namespace Edge.EndToEnd.Asking;

/// <summary><c>ask</c> as a user runs it.</summary>
public sealed class AskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ask_OfTheStreet_ExplainsEachStep()
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(
            ["ask", "how many red cars are closer than ten metres?", "--source", "sim:street?seed=7&scenario=traffic", "--explain"], folder.Path);
        output.WriteLine(run.Story);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("car2 = where(car1, \"red\")", run.Output, StringComparison.Ordinal);
        Assert.Contains("car3 = within(car2, 10) -> ", run.Output, StringComparison.Ordinal);
    }

    /// <summary>In this frame a red car is nine metres away; the world is asked, and so are the engines.</summary>
    [Fact]
    public async Task Ask_HowManyRedCarsAreCloserThanTenMetres_AgreesWithTheTruth()
    {
        const string source = "sim:street?seed=1&scenario=traffic";
        const int frames = 299;
        using var street = new StreetWorld(WorldOptions.Parse(source));
        while (street.FrameIndex < frames - 1)
            street.Advance();
        var truth = street.Graph().Objects.Count(thing => thing is { Class: "car", Ignored: false, Attributes.Colour: "red", DistanceM: < 10 });
        Assert.Equal(1, truth);
        using var folder = new TemporaryFolder();

        var run = await HostProcess.RunAsync(
            ["ask", "how many red cars are closer than ten metres?", "--source", source, "--frames", $"{frames}", "--budget", "60000", "--json"], folder.Path, within: TimeSpan.FromMinutes(3));

        output.WriteLine(run.Story);
        Assert.Equal(truth, JsonElement.Parse(run.Output).GetProperty("value").GetInt32());
    }

    /// <summary>The same question to the truth, counted by hand from the exported scene graph.</summary>
    [Fact]
    public async Task Ask_OfAScene_AgreesWithItsGraph()
    {
        using var folder = new TemporaryFolder();
        var export = await HostProcess.RunAsync(["sim", "export", "--scenario", "traffic", "--frames", "4", "--every", "15", "--out", folder.File("film")], folder.Path);
        Assert.Equal(0, export.ExitCode);
        var scene = Assert.Single(Directory.GetFiles(folder.File("film"), "*.jsonl"));
        var graph = JsonElement.Parse(File.ReadAllLines(scene)[3]);
        var cars = graph.GetProperty("objects").EnumerateArray().Count(o => o.GetProperty("class").GetString() == "car" && !o.GetProperty("ignored").GetBoolean());
        var white = graph.GetProperty("objects").EnumerateArray().Count(o => o.GetProperty("class").GetString() == "car" && !o.GetProperty("ignored").GetBoolean()
            && o.GetProperty("attributes").GetProperty("colour").GetString() == "white");

        Assert.Equal(cars, await AnswerAsync("how many cars are there?"));
        Assert.Equal(white, await AnswerAsync("how many white cars can you see?"));

        async Task<int> AnswerAsync(string question)
        {
            var run = await HostProcess.RunAsync(["ask", question, "--scene", scene, "--frame", "3", "--json"], folder.Path);
            output.WriteLine(run.Story);
            Assert.Equal(0, run.ExitCode);
            var answer = JsonElement.Parse(run.Output);
            Assert.Equal("answered", answer.GetProperty("outcome").GetString());
            Assert.Equal(answer.GetProperty("value").GetInt32(), answer.GetProperty("evidence").GetArrayLength());
            return answer.GetProperty("value").GetInt32();
        }
    }

    /// <summary>Who answers what, where nothing is set: a known question needs no model, Japanese does.</summary>
    [Theory]
    [InlineData("how many cars are there?", "known")]
    [InlineData("車は何台ありますか？", "street-planner")]
    public async Task Ask_InBothLanguages_CountsTheSameCars(string question, string planner)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await HostProcess.RunAsync(["sim", "export", "--scenario", "traffic", "--frames", "1", "--out", folder.File("film")], folder.Path)).ExitCode);
        var scene = Assert.Single(Directory.GetFiles(folder.File("film"), "*.jsonl"));
        var cars = JsonElement.Parse(File.ReadAllLines(scene)[0]).GetProperty("objects").EnumerateArray()
            .Count(o => o.GetProperty("class").GetString() == "car" && !o.GetProperty("ignored").GetBoolean());

        var run = await HostProcess.RunAsync(["ask", question, "--scene", scene, "--json"], folder.Path);

        output.WriteLine(run.Story);
        var answer = JsonElement.Parse(run.Output);
        Assert.Equal((planner, cars), (answer.GetProperty("planner").GetString(), answer.GetProperty("value").GetInt32()));
    }

    [Fact]
    public async Task Ask_WhatNoPlanCovers_IsRejectedWithWhatWouldDo()
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(["ask", "Wie spät ist es?", "--source", "sim:street?seed=7", "--frames", "2", "--json"], folder.Path);
        output.WriteLine(run.Story);
        Assert.Equal(3, run.ExitCode);
        var answer = JsonElement.Parse(run.Output);
        Assert.Equal("rejected", answer.GetProperty("outcome").GetString());
        Assert.Contains("ask in English", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--source", "sim:street", "--scene", "x.jsonl")]
    [InlineData("--scene", "absent.jsonl")]
    [InlineData("--frames", "0", "--source", "sim:street")]
    public async Task Ask_WhatCannotBe_IsSaidByName(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(["ask", "how many cars are there", .. arguments], folder.Path);
        output.WriteLine(run.Story);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(arguments[0], run.Errors, StringComparison.Ordinal);
    }
}
