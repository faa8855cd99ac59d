using EdgeWorld.Scenarios;
using EdgeWorld.Viewing;
using Xunit;

namespace EdgeWorld.Tests;

public sealed class WorldOptionsTests
{
    [Fact]
    public void Parse_EveryField_IsRead()
    {
        var options = WorldOptions.Parse("sim:street?seed=9&scenario=near-miss&fps=12.5&size=320x240&view=pole&light=night");
        Assert.Equal(
            new WorldOptions { Seed = 9, Scenario = "near-miss", Fps = 12.5, Width = 320, Height = 240, View = ViewKind.Pole, Light = LightKind.Night },
            options);
    }

    [Theory]
    [InlineData("sim:street?scenario=near-miss&seed=9&fps=12.5&size=320x240&view=pole&light=night")]
    [InlineData("sim:street?scenario=crossing&seed=7&light=any")]
    [InlineData("sim:street?scenario=crossing&seed=7")]
    public void ToUri_WhatWasParsed_IsWrittenTheSame(string uri) => Assert.Equal(uri, WorldOptions.Parse(uri).ToUri());

    [Fact]
    public void Parse_NoQuery_TakesTheDefaults() => Assert.Equal(new WorldOptions(), WorldOptions.Parse("sim:street"));

    [Theory]
    [InlineData("sim:street?scenario=moon", "traffic, crossing, pavement")]
    [InlineData("sim:street?size=10x10", "64 to 1920")]
    [InlineData("sim:street?size=big", "WIDTHxHEIGHT")]
    [InlineData("sim:street?size=640x", "WIDTHxHEIGHT")]
    [InlineData("sim:street?fps=0", "1 to 120")]
    [InlineData("sim:street?fps=NaN", "1 to 120")]
    [InlineData("sim:street?seed=-1", "whole number")]
    [InlineData("sim:street?view=bird", "vehicle, person, pole")]
    [InlineData("sim:street?view=1", "vehicle, person, pole")]
    [InlineData("sim:street?light=neon", "day, dusk, night, rain, glare, any")]
    [InlineData("sim:street?speed=3", "seed, scenario, fps")]
    [InlineData("sim:sea", "only one is street")]
    [InlineData("rtsp://x", "sim:street")]
    [InlineData("sim:street?scenario=indoor&view=vehicle", "person or pole")]
    public void Parse_WhatCannotBe_IsRefusedWithWhatCan(string uri, string wayOut)
    {
        var error = Assert.Throws<WorldException>(() => WorldOptions.Parse(uri));
        Assert.Contains(wayOut, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IndexOf_UnknownClass_NamesTheKnownOnes()
    {
        var error = Assert.Throws<WorldException>(() => WorldClasses.IndexOf("unicorn"));
        Assert.Contains("traffic light, stop sign", error.Message, StringComparison.Ordinal);
        Assert.Equal(17, WorldClasses.Names.Count);
        Assert.Equal(0, WorldClasses.IndexOf("car"));
        Assert.Equal(16, WorldClasses.IndexOf("bag"));
    }

    [Fact]
    public void Names_EveryScenario_Opens()
    {
        foreach (var name in ScenarioCatalog.Names)
        {
            using var world = Worlds.Open($"scenario={name}&seed=5");
            Assert.NotEmpty(world.Graph().Objects);
        }
    }
}
