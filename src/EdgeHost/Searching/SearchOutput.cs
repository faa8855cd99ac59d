using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeHost.Searching;

/// <summary>Standard output of <c>search</c>: one JSON object, or a line a match for people.</summary>
internal static class SearchOutput
{
    public static byte[] Json(SearchAnswer answer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("asked", answer.Asked);
            json.WriteNumber("searched", answer.Searched);
            json.WriteStartArray("matches");
            foreach (var (crop, cosine) in answer.Matches)
            {
                json.WriteStartObject();
                json.WriteNumber("id", crop.Id);
                json.WriteNumber("cosine", Math.Round(cosine, 4));
                json.WriteString("label", crop.Label);
                json.WriteNumber("score", Math.Round(crop.Score, 4));
                json.WriteString("camera", crop.Camera);
                json.WriteNumber("time", Math.Round((crop.TakenAt - DateTimeOffset.UnixEpoch).TotalSeconds, 3));
                json.WriteNumber("source_time", Math.Round(crop.SourceTime.TotalSeconds, 3));
                json.WriteNumber("track", crop.Track);
                json.WriteStartArray("box");
                foreach (var side in (ReadOnlySpan<float>)[crop.BoxInSource.Left, crop.BoxInSource.Top, crop.BoxInSource.Right, crop.BoxInSource.Bottom])
                    json.WriteNumberValue(Math.Round(side, 2));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    public static byte[] Text(SearchAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var (crop, cosine) in answer.Matches)
        {
            var box = crop.BoxInSource;
            text.Append(CultureInfo.InvariantCulture, $"{cosine,7:0.000}  {crop.Label,-14} {crop.SourceTime.TotalSeconds,9:0.000} s  track {crop.Track,-5} ");
            text.Append(CultureInfo.InvariantCulture, $"[{box.Left:0},{box.Top:0},{box.Right:0},{box.Bottom:0}]  {crop.Camera}  #{crop.Id}\n");
        }
        return Encoding.UTF8.GetBytes(answer.Matches.Count > 0 ? text.ToString() : $"nothing to compare with: {answer.Searched} crops in the gallery\n");
    }
}
