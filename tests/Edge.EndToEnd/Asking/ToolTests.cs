using System.Text.Json;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Asking;

/// <summary><c>tools</c>, <c>tune</c> and questions in several parts as a user runs them.</summary>
public sealed class ToolTests(ITestOutputHelper output)
{
    private const string Street = "sim:street?seed=7&scenario=traffic";

    [Fact]
    public async Task Tune_ThenAsk_PricesWithWhatWasMeasured()
    {
        using var folder = new TemporaryFolder();
        const string setting = "Tools:CostProfile=costs.json";
        var ask = (string[])["ask", "how many cars are there?", "--source", Street, "--frames", "12", "--set", setting];
        var before = await HostProcess.RunAsync(ask, folder.Path);
        Assert.Contains("`edgehost tune` measures them", before.Errors, StringComparison.Ordinal);

        var tune = await HostProcess.RunAsync(["tune", "--source", Street, "--frames", "12", "--json", "--set", setting], folder.Path);
        output.WriteLine(tune.Story);
        Assert.Equal(0, tune.ExitCode);
        var costs = JsonElement.Parse(tune.Output).GetProperty("tools");
        // The detector's run is in the first, an encoder's in the second, and neither in the third.
        var (find, where, count) = (Fixed("find"), costs.GetProperty("where").GetProperty("per_element_micros").GetDouble(), Fixed("count"));
        Assert.True(find > 100 && where > 10 && count < find / 10, $"{find} {where} {count}");

        var after = await HostProcess.RunAsync(ask, folder.Path);
        Assert.Contains("as measured on this device", after.Errors, StringComparison.Ordinal);
        Assert.Equal(0, after.ExitCode);

        var dear = await HostProcess.RunAsync([.. ask, "--budget", "0.05"], folder.Path);
        Assert.Equal(3, dear.ExitCode);
        Assert.Contains("0.05 ms are allowed: ask with a larger budget", dear.Output, StringComparison.Ordinal);

        File.WriteAllText(folder.File("costs.json"), "{\"tools\": 3}");
        var hostile = await HostProcess.RunAsync(ask, folder.Path);
        Assert.Equal(2, hostile.ExitCode);
        Assert.Contains("Tools:CostProfile", hostile.Errors, StringComparison.Ordinal);

        double Fixed(string tool) => costs.GetProperty(tool).GetProperty("fixed_micros").GetDouble();
    }

    [Fact]
    public async Task Tools_BrokenFile_IsSaidAndTheOthersAreListed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("tools/mine"));
        File.WriteAllText(folder.File("tools/mine/tool.json"), "{\"name\": \"For\", \"exec\": \"rm\"}");
        var run = await HostProcess.RunAsync(["tools", "--json"], folder.Path);
        output.WriteLine(run.Errors);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'name' is \"For\"", run.Errors, StringComparison.Ordinal);
        Assert.Contains("'exec' is no field of a tool", run.Errors, StringComparison.Ordinal);
        var list = JsonElement.Parse(run.Output);
        Assert.Contains(list.GetProperty("tools").EnumerateArray(), tool => tool.GetProperty("signature").GetString() == "within(things: Boxes, metres: Metres) -> as things");
        Assert.Equal(1, list.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task Ask_SeveralQuestionsInOne_ExplainsEachPart()
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(
            ["ask", "how many cars are there and is there a person?", "--source", Street, "--frames", "12", "--json"], folder.Path);
        output.WriteLine(run.Story);
        Assert.Equal(0, run.ExitCode);
        var answer = JsonElement.Parse(run.Output);
        Assert.Equal(["how many cars are there", "is there a person"], answer.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("question").GetString()));
        Assert.Equal("parts", answer.GetProperty("planner").GetString());
    }
}
