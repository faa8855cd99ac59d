using EdgeHost.Events;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class EventsOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Fine() => Assert.True(new EventsOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_SaysEverythingAtOnce()
    {
        var options = new EventsOptions
        {
            UpdateSeconds = -1,
            StationarySeconds = double.NaN,
            Cameras =
            {
                ["front"] = new()
                {
                    Zones =
                    [
                        new() { Name = "a/b", Points = "0,0 1,0 1,1" }, new() { Name = "ok", Points = "0,0 1,1" }, new() { Name = "ok", Points = "0,0 1,0 2" },
                        new() { Name = "flat", Points = "0,0 10,10 20,20" }, new() { Name = "minus", Points = "-1,0 1,0 1,1" },
                    ],
                    Lines = [new() { Name = "l", Points = "5,5 5,5" }, new() { Name = "", Points = "0,0 1,1 2,2" }, new() { Name = "m", Points = "0,x 1,1" }],
                },
            },
        };

        var failures = new EventsOptionsValidator().Validate(null, options).Failures!.ToList();

        string[] expected =
        [
            "Events:UpdateSeconds: -1 is not allowed; expected 0 to 86400 seconds",
            "Events:StationarySeconds: NaN is not allowed",
            "Events:Cameras:front:Zones:0:Name: 'a/b' is not allowed; expected 1 to 64 letters",
            "Events:Cameras:front:Zones:1:Points: '0,0 1,1' encloses nothing; expected a polygon of at least 3 points",
            "Events:Cameras:front:Zones:2:Name: 'ok' is there twice",
            "Events:Cameras:front:Zones:2:Points: expected pairs 'x,y x,y …', at most 64, found 5 numbers",
            "Events:Cameras:front:Zones:3:Points: '0,0 10,10 20,20' encloses nothing",
            "Events:Cameras:front:Zones:4:Points: expected numbers from 0 to 100000 (source pixels, or 0 to 1 for shares of the picture), found '-1'",
            "Events:Cameras:front:Lines:0:Points: '5,5 5,5' is no line; expected 2 different points",
            "Events:Cameras:front:Lines:1:Name: '' is not allowed",
            "Events:Cameras:front:Lines:1:Points: '0,0 1,1 2,2' is no line",
            "Events:Cameras:front:Lines:2:Points: expected numbers from 0 to 100000 (source pixels, or 0 to 1 for shares of the picture), found 'x'",
        ];
        Assert.Equal(expected.Length, failures.Count);
        foreach (var (start, failure) in expected.Zip(failures))
            Assert.StartsWith(start, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SixtyFivePlaces_TooMany()
    {
        var options = new EventsOptions
        {
            Cameras = { ["c"] = new() { Zones = [.. Enumerable.Range(0, 65).Select(i => new ZoneOptions { Name = $"z{i}", Points = "0,0 1,0 1,1" })] } },
        };

        Assert.Equal("Events:Cameras:c:Zones: 65 zones; expected at most 64", Assert.Single(new EventsOptionsValidator().Validate(null, options).Failures!));
    }

    [Fact]
    public void Bind_FromConfiguration_FillsEverySetting()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Events:UpdateSeconds"] = "2.5",
            ["Events:Labels:0"] = "person",
            ["Events:Snapshots:IdleSeconds"] = "0",
            ["Events:Cameras:front:Zones:0:Name"] = "drive",
            ["Events:Cameras:front:Zones:0:Points"] = "0.1,0.2,0.3,0.2,0.3,0.9", // Frigate's way of writing them
            ["Events:Cameras:front:Zones:0:Labels:0"] = "car",
            ["Events:Cameras:front:Lines:0:Name"] = "gate",
            ["Events:Cameras:front:Lines:0:Points"] = "0,100 640,100",
        }).Build();
        var options = new EventsOptions();
        configuration.GetSection(EventsOptions.Section).Bind(options);

        Assert.True(new EventsOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((2.5, 0.0, "person"), (options.UpdateSeconds, options.Snapshots.IdleSeconds, options.Labels.Single()));
        var places = options.Cameras["front"];
        Assert.Equal(("drive", "car", "gate", "0,100 640,100"), (places.Zones[0].Name, places.Zones[0].Labels[0], places.Lines[0].Name, places.Lines[0].Points));
        Assert.Equal(3, PointList.TryParse(places.Zones[0].Points, out _)!.Count);
    }

    [Fact]
    public void TrackerOptions_OutOfRange_NamesSectionAndKey() => Assert.Equal(
        "Tracking:LowMatchOverlap: 7 is not allowed; expected 0 to 1",
        Assert.Single(new TrackerOptionsValidator().Validate(null, new() { LowMatchOverlap = 7 }).Failures!));
}
