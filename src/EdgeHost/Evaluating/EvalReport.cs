using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeHost.Evaluating;

/// <summary>The figures of an evaluation in the order they were taken. Progress and reasons go to the writer (standard error on the
/// command line), so that standard output is one JSON object.</summary>
internal sealed class EvalReport(TextWriter progress)
{
    private readonly List<Action<Utf8JsonWriter>> _fields = [];

    public void Add(string key, double value, string detail = "")
    {
        var rounded = Math.Round(value, 4);
        _fields.Add(json => json.WriteNumber(key, rounded));
        progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key,-24} {rounded,12:0.####}  {detail}").TrimEnd());
    }

    public void Add(string key, string value)
    {
        _fields.Add(json => json.WriteString(key, value));
        progress.WriteLine($"{key,-24} {value}");
    }

    /// <summary>An object of objects of numbers: class by class, kind by kind.</summary>
    public void AddTable(string key, IEnumerable<(string Row, (string Key, double Value)[] Cells)> rows)
    {
        var table = rows.ToList();
        _fields.Add(json =>
        {
            json.WriteStartObject(key);
            foreach (var (row, cells) in table)
            {
                json.WriteStartObject(row);
                foreach (var (cell, value) in cells)
                    json.WriteNumber(cell, Math.Round(value, 4));
                json.WriteEndObject();
            }
            json.WriteEndObject();
        });
        foreach (var (row, cells) in table)
            progress.WriteLine($"  {row,-22} {string.Join("  ", cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:0.####}")))}");
    }

    /// <summary>An object whose inside somebody else writes; nothing of it is told.</summary>
    public void AddObject(string key, Action<Utf8JsonWriter> write) => _fields.Add(json =>
    {
        json.WriteStartObject(key);
        write(json);
        json.WriteEndObject();
    });

    /// <summary>A line of progress.</summary>
    public void Tell(string line) => progress.WriteLine(line);

    public void LeaveOut(string what, string why) => progress.WriteLine($"{what,-24} left out: {why}");

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var write in _fields)
                write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
