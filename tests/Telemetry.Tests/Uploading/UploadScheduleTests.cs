using Telemetry.Uploading;
using Xunit;

namespace Telemetry.Tests.Uploading;

public sealed class UploadScheduleTests
{
    private static readonly UploadOptions s_options = new() { Period = TimeSpan.FromHours(1), FirstWithin = TimeSpan.FromMinutes(2), RetryFirst = TimeSpan.FromSeconds(30) };
    private static readonly RoundResult s_failed = RoundResult.Failed("no", null);

    [Fact]
    public void First_AFleet_SpreadsEvenlyAndEachDeviceKeepsItsPlace()
    {
        var places = Enumerable.Range(0, 12_000).Select(i => new UploadSchedule(s_options, $"van-{i}", () => 0).First()).ToArray();

        Assert.All(places, place => Assert.InRange(place, TimeSpan.Zero, s_options.FirstWithin));
        var bySecond = places.GroupBy(place => (int)place.TotalSeconds).Select(group => group.Count()).ToArray();
        Assert.Equal(120, bySecond.Length);
        Assert.InRange(bySecond.Max(), 100, 150); // 100 on average, standard deviation 10
        Assert.Equal(places[7], new UploadSchedule(s_options, "van-7", () => 1).First());
    }

    [Theory]
    [InlineData(0, 54)]
    [InlineData(0.5, 60)]
    [InlineData(1, 66)]
    public void Next_AfterSuccess_APeriodWithATenthOfJitter(double random, double minutes) =>
        Assert.Equal(minutes, new UploadSchedule(s_options, "van", () => random).Next(default).TotalMinutes, 6);

    [Fact]
    public void Next_FailureUponFailure_DoublesUpToThePeriodAndStartsAfreshAfterSuccess()
    {
        var schedule = new UploadSchedule(s_options, "van", () => 1);

        var waits = Enumerable.Range(0, 10).Select(_ => schedule.Next(s_failed).TotalSeconds).ToArray();
        schedule.Next(default);

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], waits);
        Assert.Equal(30, schedule.Next(s_failed).TotalSeconds);
    }

    [Fact]
    public void Next_TheHubSaysWhen_NotBefore()
    {
        var schedule = new UploadSchedule(s_options, "van", () => 0.5);

        Assert.Equal(630, schedule.Next(RoundResult.Failed("later", TimeSpan.FromMinutes(10))).TotalSeconds, 6);
    }
}
