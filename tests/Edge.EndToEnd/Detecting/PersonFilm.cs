using System.Diagnostics;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd.Detecting;

/// <summary>1,394 frames of people who walk by one at a time, as a host reports them when nothing gets in its way: run once, when the
/// first test asks, and the measure of runs that are disturbed.</summary>
internal sealed class PersonFilm(ModelShelf models)
{
    public const string Video = "videos/one-by-one-person-detection.mp4";
    public const int Frames = 1394;

    private Task<Run>? _run;

    /// <summary>For a run of this film.</summary>
    public async Task<string[]> ArgumentsAsync() =>
        ["--model", await models.FastestDetAsync(), "--source", TestData.Need(Video), "--as-fast-as-possible"];

    public async Task<Run> UndisturbedAsync()
    {
        var arguments = await ArgumentsAsync(); // skips the test where there is no film
        return await (_run ??= RunAsync(arguments));
    }

    private static async Task<Run> RunAsync(string[] arguments)
    {
        using var site = await Site.OpenAsync();
        var began = Stopwatch.GetTimestamp();
        var host = site.Start(arguments);
        var code = await site.ExitAsync(host, TimeSpan.FromMinutes(3));
        Assert.True(code == 0, host.Story());
        return new Run(site.On("camera/detections"), EventLedger.Read(site.On("camera/events")), Stopwatch.GetElapsedTime(began));
    }

    public sealed record Run(IReadOnlyList<MqttMessage> Detections, EventLedger Events, TimeSpan Took);
}
