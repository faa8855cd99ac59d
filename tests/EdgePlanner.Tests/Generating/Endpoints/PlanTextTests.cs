using EdgePlanner.Generating.Endpoints;
using Xunit;

namespace EdgePlanner.Tests.Generating.Endpoints;

public sealed class PlanTextTests
{
    private const string Plan = "cars = find(\"car\")\nn = count(cars)\nreturn n";

    [Theory]
    [InlineData(Plan)]
    [InlineData(Plan + "\n")]
    [InlineData("```python\n" + Plan + "\n```")]
    [InlineData("Sure! Here is the plan:\n\n```\n" + Plan + "\n```\nIt counts the cars = all of them (in view).")]
    [InlineData("Here it is:\n" + Plan + "\nThis plan finds the cars.\nx = find(\"bus\")\nreturn x")]
    [InlineData("<think>\nMaybe x = find(\"bus\")\nx = find(\"bus\")\nreturn x\nNo.\n</think>\n" + Plan)]
    [InlineData("    cars = find(\"car\")\n    n = count(cars)\n    return n")]
    [InlineData("return the number of cars.\r\ncars = find(\"car\")\r\n\r\n# now count\r\nn = count(cars)\r\nreturn n\r\n")]
    [InlineData("cars = find(\"car\")\nn = count(cars)\nreturn  n  # the answer")]
    public void Of_APlanAmidWords_ThePlan(string answer)
    {
        var plan = PlanText.Of(answer, out var isWhole);

        Assert.True(isWhole);
        Assert.NotNull(Plans.Check(plan).Plan);
        Assert.Equal(["find", "count"], Plans.Sound(plan).Plan.Steps.ToArray().Select(step => step.Tool.Name));
    }

    [Theory]
    [InlineData("cars = find(\"car\")\nn = count(cars)", "cars = find(\"car\")\nn = count(cars)")]
    [InlineData("```\ncars = find(\"car\")\n```\nreturn to the start", "cars = find(\"car\")")]
    public void Of_APlanWithoutEnd_IsToldSo(string answer, string expected)
    {
        Assert.Equal(expected, PlanText.Of(answer, out var isWhole));
        Assert.False(isWhole);
    }

    /// <summary>A mistake amid the plan must reach the checker, whose message the model is shown.</summary>
    [Fact]
    public void Of_AMistakeAmidThePlan_IsKept()
    {
        var plan = PlanText.Of("```\ncars = find(\"car\")\nfor c in cars:\n    n = count(cars)\nreturn n\n```", out var isWhole);

        Assert.True(isWhole);
        Assert.Contains("for c in cars:", plan, StringComparison.Ordinal);
        Assert.Null(Plans.Check(plan).Plan);
    }

    [Theory]
    [InlineData("")]
    [InlineData("I cannot answer that.")]
    [InlineData("<think>hm</think>\n\n")]
    [InlineData("import os; os.system(\"reboot\")")]
    public void Of_NoPlan_WhatWasSaid(string answer)
    {
        var plan = PlanText.Of(answer, out var isWhole);

        Assert.False(isWhole);
        Assert.NotEmpty(Plans.Check(plan).Diagnostics);
    }
}
