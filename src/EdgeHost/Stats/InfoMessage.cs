using System.Buffers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeHost.Frames;

namespace EdgeHost.Stats;

/// <summary>Writes the retained <c>info</c> payload: what runs here. Sent again on each change of a camera or an engine.</summary>
internal static class InfoMessage
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Version { get; } =
        typeof(InfoMessage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The build's target: host, cuda or jetson.</summary>
    public static string Target { get; } =
        typeof(InfoMessage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "EdgeTarget")?.Value ?? "host";

    /// <param name="planner">The one that questions are asked of first.</param>
    public static byte[] Write(FramePipeline pipeline, string planner)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("target", Target);
            json.WriteStartArray("cameras");
            foreach (var post in pipeline.Posts)
                WriteCamera(json, post);
            json.WriteEndArray();
            json.WriteStartArray("engines");
            foreach (var line in pipeline.Lines)
                WriteEngine(json, line);
            json.WriteEndArray();
            json.WriteString("planner", planner);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCamera(Utf8JsonWriter json, CameraPost post)
    {
        json.WriteStartObject();
        json.WriteString("id", post.Id.Name);
        if (post.Worker is { } worker)
        {
            json.WriteString("uri", worker.Settings.Uri.ToString()); // without its password
            json.WriteString("state", worker.Status.State.ToString().ToLowerInvariant());
            if (worker.Status.Detail.Length > 0)
                json.WriteString("detail", worker.Status.Detail);
        }
        json.WriteString("engine", post.Line.Name);
        json.WriteEndObject();
    }

    private static void WriteEngine(Utf8JsonWriter json, EngineLine line)
    {
        json.WriteStartObject();
        json.WriteString("name", line.Name);
        if (line.Detector is { } detector)
        {
            json.WriteString("model", detector.Model.Name);
            json.WriteString("precision", detector.Report.Precision);
            json.WriteNumber("batch", detector.BatchSize);
            WriteList(json, "providers_asked", detector.Report.Asked);
            WriteList(json, "providers", detector.Report.Got);
            WriteList(json, "why", detector.Report.Why);
            json.WriteNumber("load_ms", Math.Round(detector.Report.LoadMilliseconds, 1));
        }
        else if (line.Loaded.IsFaulted)
        {
            json.WriteString("error", line.Loaded.Exception!.InnerException!.Message);
        }
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
