using EdgeEngines.Frames;

namespace EdgeHost.Events;

/// <summary>Ids 1300 to 1399; next free: 1301.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(1300, LogLevel.Warning, "Camera {Camera}: '{Place}' lies outside its picture of {Width}x{Height} and will see nothing; give its Points as shares of the picture (0 to 1) or in pixels of that size")]
    public static partial void PlaceOutOfSight(this ILogger log, CameraId camera, string place, int width, int height);
}
