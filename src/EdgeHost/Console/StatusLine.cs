using System.Globalization;
using EdgeHost.Frames;
using EdgeHost.Stats;
using Telemetry.Mqtt;

namespace EdgeHost.Console;

/// <summary>One live line on a terminal: fps, latency, drops, accuracy where the truth is known, broker. Silent where standard output is no terminal.</summary>
internal sealed class StatusLine(FramePipeline pipeline, MqttLink link, TimeProvider time)
{
    /// <summary>Where the terminal does not say how wide it is.</summary>
    private const int UnknownWidth = 120;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs until it is disposed.</summary>
    public IDisposable? Start()
    {
        if (System.Console.IsOutputRedirected)
            return null;
        var board = new StatsBoard(pipeline, time);
        return time.CreateTimer(_ => Show(board.Take()), null, s_interval, s_interval);
    }

    private void Show(IReadOnlyList<CameraFigures> cameras)
    {
        var text = string.Join("  ", cameras.Select(Describe).Append(Broker()));
        var width = System.Console.WindowWidth is > 20 and var known ? known - 1 : UnknownWidth;
        System.Console.Out.Write($"\r\e[2K{(text.Length > width ? text[..width] : text)}");
    }

    private static string Describe(CameraFigures camera) => camera.State == "running"
        ? string.Create(CultureInfo.InvariantCulture, $"{camera.Post.Id} {camera.FramesPerSecond:0.0} fps {camera.Total.P50:0.0}/{camera.Total.P99:0.0} ms {camera.Dropped} dropped{Accuracy(camera)}")
        : $"{camera.Post.Id} {camera.State}";

    private static string Accuracy(CameraFigures camera) => camera.Post.Outlet.Truth?.Read() is { IsKnown: true } truth
        ? string.Create(CultureInfo.InvariantCulture, $" precision {truth.Precision:0.00} recall {truth.Recall:0.00}")
        : "";

    private string Broker() => $"broker {link.Status.Broker} {link.Status.State.ToString().ToLowerInvariant()}{Waiting()}";

    private string Waiting() => link.Publisher.Snapshot().Spool is { Waiting: > 0 and var waiting } ? string.Create(CultureInfo.InvariantCulture, $" {waiting} events wait") : "";
}
