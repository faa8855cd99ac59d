using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeHost.Memory;

/// <summary>Standard output of <c>memory status</c>: one JSON object, or lines for people.</summary>
internal static class MemoryOutput
{
    public static byte[] Json(MemoryFile file, MemoryOptions options)
    {
        var figures = file.Figures();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("file", file.Name);
            json.WriteNumber("things", figures.Tracks);
            json.WriteNumber("sightings", figures.Sightings);
            json.WriteNumber("happenings", figures.Happenings);
            json.WriteNumber("crops", figures.Crops);
            json.WriteNumber("used_bytes", figures.UsedBytes);
            json.WriteNumber("most_bytes", options.MostBytes);
            json.WriteNumber("most_days", options.MostDays);
            WriteTime(json, "since", figures.SinceS);
            WriteTime(json, "until", figures.UntilS);
            json.WriteStartObject("labels");
            foreach (var (label, tracks) in figures.Labels)
                json.WriteNumber(label, tracks);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    public static byte[] Text(MemoryFile file, MemoryOptions options)
    {
        var figures = file.Figures();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{file.Name}: {figures.UsedBytes / 1e6:0.0} of {options.MostBytes / 1e6:0} MB, {options.MostDays:0.###} days at most\n");
        text.Append(CultureInfo.InvariantCulture, $"{figures.Tracks} things, {figures.Sightings} sightings, {figures.Happenings} happenings, {figures.Crops} pictures");
        if (figures is { SinceS: { } since, UntilS: { } until })
            text.Append(CultureInfo.InvariantCulture, $", from {Time(since)} to {Time(until)}");
        text.Append('\n');
        foreach (var (label, tracks) in figures.Labels)
            text.Append(CultureInfo.InvariantCulture, $"{tracks,8}  {Plain(label)}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteTime(Utf8JsonWriter json, string name, double? seconds)
    {
        if (seconds is { } known)
            json.WriteNumber(name, Math.Round(known, 3));
        else
            json.WriteNull(name);
    }

    private static string Time(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The labels of a third-party model may hold anything.</summary>
    private static string Plain(string label) => string.Concat(label.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
