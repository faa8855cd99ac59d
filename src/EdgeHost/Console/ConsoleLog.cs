using EdgeEngines.Frames;

namespace EdgeHost.Console;

/// <summary>Ids 2400–2499; next free: 2403.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(2400, LogLevel.Information, "camera {Camera}: {Uri} through {Model}")]
    public static partial void Runs(ILogger log, CameraId camera, string uri, string model);

    [LoggerMessage(2401, LogLevel.Information, "listen with: mosquitto_sub -h 127.0.0.1 -p {Port} -t '{Topics}/#' -v")]
    public static partial void Listen(ILogger log, int port, string topics);

    [LoggerMessage(2402, LogLevel.Information, "camera {Camera} against the world's truth: precision {Precision:0.000}, recall {Recall:0.000}, {Frames} frames since the model began")]
    public static partial void Accuracy(ILogger log, CameraId camera, double precision, double recall, long frames);
}
