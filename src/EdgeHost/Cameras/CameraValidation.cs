using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

/// <summary>Checks camera options and says everything that is wrong at once.</summary>
internal static class CameraValidation
{
    public const int MaxIdLength = 64;

    private static readonly string[] s_reserved = ["status", "info", "stats", "ask", "answer", "feedback", "cmd", "sensors", "gaps"];
    private static readonly TimeSpan s_leastStall = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_mostStall = TimeSpan.FromHours(1);

    /// <summary>The settings of all cameras; those with an error are left out, and their errors added.</summary>
    /// <param name="taken">Names that cameras already have.</param>
    public static List<CameraSettings> Check(IEnumerable<CameraOptions> cameras, IEnumerable<string> taken, List<string> errors)
    {
        var settings = new List<CameraSettings>();
        var names = new HashSet<string>(taken, StringComparer.Ordinal);
        var index = 0;
        foreach (var camera in cameras)
        {
            var key = $"Cameras:{index++}";
            var before = errors.Count;
            CheckId(camera.Id, key, names, errors);
            if (!CameraUri.TryParse(camera.Uri, out var uri, out var fault))
                errors.Add($"{key}:Uri of camera '{camera.Id}' {fault}");
            if (camera.StallTimeout < s_leastStall || camera.StallTimeout > s_mostStall)
                errors.Add($"{key}:StallTimeout of camera '{camera.Id}' is {camera.StallTimeout}; expected {s_leastStall} to {s_mostStall}");
            if (camera.FrameBuffers is < 2 or > 256)
                errors.Add($"{key}:FrameBuffers of camera '{camera.Id}' is {camera.FrameBuffers}; expected 2 to 256");
            if (camera.Loops is < 1)
                errors.Add($"{key}:Loops of camera '{camera.Id}' is {camera.Loops}; expected 1 or more, or Loop=true for ever");
            if (camera.Labels.Any(string.IsNullOrWhiteSpace))
                errors.Add($"{key}:Labels of camera '{camera.Id}' has an empty label; expected names of the model's labels");
            var geometry = CameraGeometry.Check(camera.Geometry, key, camera.Id, errors);
            if (errors.Count == before)
                settings.Add(Settings(camera, uri!, geometry));
        }
        return settings;
    }

    private static void CheckId(string id, string key, HashSet<string> names, List<string> errors)
    {
        if (id.Length is 0 or > MaxIdLength || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            errors.Add($"{key}:Id is '{id}'; expected 1 to {MaxIdLength} letters, digits, '-' or '_', because it is part of MQTT topics");
        else if (s_reserved.Contains(id, StringComparer.OrdinalIgnoreCase))
            errors.Add($"{key}:Id is '{id}', which is reserved; expected any name but {string.Join(", ", s_reserved)}");
        else if (!names.Add(id))
            errors.Add($"{key}:Id is '{id}', and another camera has that name; expected a name of its own for each");
    }

    private static CameraSettings Settings(CameraOptions camera, CameraUri uri, CameraGeometry? geometry) => new()
    {
        Id = new CameraId(camera.Id),
        Uri = uri,
        Model = camera.Model,
        Plays = camera.Loops ?? (camera.Loop || uri.Loop ? null : 1),
        StallTimeout = camera.StallTimeout,
        AsFastAsPossible = camera.AsFastAsPossible,
        FrameBuffers = camera.FrameBuffers,
        Labels = [.. camera.Labels],
        Geometry = geometry,
    };
}
