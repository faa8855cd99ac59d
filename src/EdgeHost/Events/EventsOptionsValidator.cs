using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace EdgeHost.Events;

/// <summary>All problems at once, each with key, value and what is allowed.</summary>
internal sealed partial class EventsOptionsValidator : IValidateOptions<EventsOptions>
{
    /// <summary>An object's zones, and its sides of lines, are kept as bits.</summary>
    public const int MaxPlaces = 64;

    public ValidateOptionsResult Validate(string? name, EventsOptions options)
    {
        List<string> problems = [];
        Seconds(problems, "Events:UpdateSeconds", options.UpdateSeconds);
        Seconds(problems, "Events:StationarySeconds", options.StationarySeconds);
        Seconds(problems, "Events:Snapshots:LeastSeconds", options.Snapshots.LeastSeconds);
        Seconds(problems, "Events:Snapshots:BusySeconds", options.Snapshots.BusySeconds);
        Seconds(problems, "Events:Snapshots:IdleSeconds", options.Snapshots.IdleSeconds);
        foreach (var (camera, places) in options.Cameras)
            Camera(problems, $"Events:Cameras:{camera}", places);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Seconds(List<string> problems, string key, double value)
    {
        if (!(value is >= 0 and <= 86_400))
            problems.Add(FormattableString.Invariant($"{key}: {value} is not allowed; expected 0 to 86400 seconds"));
    }

    private static void Camera(List<string> problems, string key, CameraEventsOptions places)
    {
        if (places.Zones.Count > MaxPlaces)
            problems.Add($"{key}:Zones: {places.Zones.Count} zones; expected at most {MaxPlaces}");
        if (places.Lines.Count > MaxPlaces)
            problems.Add($"{key}:Lines: {places.Lines.Count} lines; expected at most {MaxPlaces}");

        HashSet<string> names = new(StringComparer.Ordinal);
        for (var i = 0; i < places.Zones.Count; i++)
        {
            var zone = places.Zones[i];
            Name(problems, $"{key}:Zones:{i}:Name", zone.Name, names);
            if (Points(problems, $"{key}:Zones:{i}:Points", zone.Points) is { } points && (points.Count < 3 || !(points.Area() > 0)))
                problems.Add($"{key}:Zones:{i}:Points: '{zone.Points}' encloses nothing; expected a polygon of at least 3 points");
        }
        for (var i = 0; i < places.Lines.Count; i++)
        {
            var line = places.Lines[i];
            Name(problems, $"{key}:Lines:{i}:Name", line.Name, names);
            if (Points(problems, $"{key}:Lines:{i}:Points", line.Points) is { } points && (points.Count != 2 || !(points.Length() > 0)))
                problems.Add($"{key}:Lines:{i}:Points: '{line.Points}' is no line; expected 2 different points 'x,y x,y'");
        }
    }

    private static void Name(List<string> problems, string key, string name, HashSet<string> names)
    {
        if (!PlaceName().IsMatch(name))
            problems.Add($"{key}: '{name}' is not allowed; expected 1 to 64 letters, digits, '-' and '_' (it becomes part of MQTT topics)");
        else if (!names.Add(name))
            problems.Add($"{key}: '{name}' is there twice; expected another name for each zone and line of a camera");
    }

    private static PointList? Points(List<string> problems, string key, string text)
    {
        var points = PointList.TryParse(text, out var problem);
        if (points is null)
            problems.Add($"{key}: {problem}");
        return points;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex PlaceName();
}
