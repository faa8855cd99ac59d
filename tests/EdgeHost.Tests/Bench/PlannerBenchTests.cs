using System.Text.Json;
using EdgeHost.Bench;
using Xunit;

namespace EdgeHost.Tests.Bench;

public sealed class PlannerBenchTests
{
    [Fact]
    public async Task Run_PlanAlone_PrintsItsFigures()
    {
        var figures = await MeasureAsync("PlanBench", BenchData.PlannerGround(null));
        Assert.Equal(["check_us", "check_bytes", "run_us"], figures.EnumerateObject().Select(figure => figure.Name));
        Assert.All(figures.EnumerateObject(), figure => Assert.True(figure.Value.GetDouble() > 0, $"{figure.Name} is {figure.Value}"));
    }

    [Fact]
    public async Task Run_TextOfClevrIsAbsent_LeavesItsFigureOut()
    {
        var ground = new BenchGround { Model = "none", Video = null, Picture = null, AotBinary = null };
        Assert.Empty((await MeasureAsync("Clevr", ground)).EnumerateObject());
    }

    private static async Task<JsonElement> MeasureAsync(string only, BenchGround ground)
    {
        await using (ground)
        {
            var report = new BenchReport();
            await new BenchSuite(BenchSuite.Planner(), ground, report).RunAsync(only, CancellationToken.None);
            return JsonElement.Parse(report.ToJson());
        }
    }
}
