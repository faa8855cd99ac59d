using EdgeEngines.Onnx;
using EdgePlanner.Generating;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgePlanner.Tests.Generating;

/// <summary>The planner that ships, as it is asked on a device.</summary>
public sealed class ShippedPlannerTests
{
    [Theory]
    [InlineData("how many cars are there?")]
    [InlineData("is the traffic light green?")]
    [InlineData("車は何台ありますか？")]
    public async Task Plan_IsWhole_Checks_AndIsTheSameBesideOthers(string question)
    {
        var folder = Path.Combine(SourceFolder.Root(), "models", "quantized", "street-planner");
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is absent: the planner is not trained yet");
        await using var model = TextModelFolder.Open(folder, new EngineOptions(), NullLogger.Instance);
        var alone = (await model.WriteAsync([Request(question)], TestContext.Current.CancellationToken))[0][0];
        Assert.Equal(WritingEnd.Whole, alone.End);
        Assert.True(Plans.Check(alone.Text).Plan is not null, alone.Text);
        string[] others = ["what colour is the bus?", question, "how far away is the nearest person?", "are there any dogs on the road?"];
        var beside = await model.WriteAsync([.. others.Select(Request)], TestContext.Current.CancellationToken);
        Assert.Equal(alone.Text, beside[1][0].Text);

        WritingRequest Request(string asked) => new(
            model.PromptFor(asked, Plans.Everything), asked, new(Plans.Everything, CostProfile.Declared, TimeSpan.FromSeconds(4), PlanWords.Shipped));
    }
}
