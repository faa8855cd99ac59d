using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeHost.Bench;

/// <summary>The figures, in the order they were taken.</summary>
internal sealed class BenchReport
{
    private readonly List<(string Key, double Value)> _figures = [];
    private readonly TextWriter _progress = System.Console.Error;

    /// <summary>Progress and reasons go to standard error: standard output is one JSON object.</summary>
    public void Add(string key, double value, string detail = "")
    {
        _figures.Add((key, value));
        _progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key,-24} {value,12:0.###}  {detail}"));
    }

    public void Skip(string what, string why) => _progress.WriteLine($"{what,-24} left out: {why}");

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (key, value) in _figures)
                json.WriteNumber(key, Math.Round(value, 4));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
