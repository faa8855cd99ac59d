using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeWorld;
using Telemetry;

namespace EdgeHost.Evaluating;

/// <summary>Takes the place of the broker: reads the messages of one camera as a subscriber would.</summary>
internal sealed class PublishedFilm : IEventPublisher
{
    private readonly Dictionary<long, ToldStory> _stories = [];

    /// <summary>Of the latest <c>detections</c> message; classes that the world does not know are left out.</summary>
    public List<FoundBox> Found { get; } = [];

    public IReadOnlyList<ToldStory> Stories => [.. _stories.Values];

    /// <summary>From now on nothing counts: the ends that come are the camera's, not the objects'.</summary>
    public bool IsOver { get; set; }

    public bool Publish(TopicName topic, ReadOnlySpan<byte> payload, Delivery delivery)
    {
        if (IsOver)
            return true;
        if (topic.Text.EndsWith("/detections", StringComparison.Ordinal))
            ReadFound(JsonElement.Parse(payload));
        else if (topic.Text.EndsWith("/events", StringComparison.Ordinal))
            ReadEvent(JsonElement.Parse(payload));
        return true;
    }

    private void ReadFound(JsonElement message)
    {
        Found.Clear();
        foreach (var thing in message.GetProperty("objects").EnumerateArray())
        {
            if (ClassOf(thing.GetProperty("label").GetString()!) is not { } worldClass)
                continue;
            var box = thing.GetProperty("box");
            Found.Add(new FoundBox(
                new Box(box[0].GetSingle(), box[1].GetSingle(), box[2].GetSingle(), box[3].GetSingle()),
                worldClass, thing.GetProperty("score").GetSingle(), thing.GetProperty("id").GetInt64()));
        }
    }

    private void ReadEvent(JsonElement message)
    {
        var after = message.GetProperty("after");
        if (ClassOf(after.GetProperty("label").GetString()!) is null)
            return;
        var track = after.GetProperty("track_id").GetInt64();
        if (!_stories.TryGetValue(track, out var story))
            _stories[track] = story = new ToldStory(track) { New = after.GetProperty("frame_time").GetDouble() };
        if (after.GetProperty("end_time") is { ValueKind: JsonValueKind.Number } end)
            story.End = end.GetDouble();
        foreach (var crossing in after.GetProperty("crossed_lines").EnumerateArray())
            story.Crossings.Add((crossing.GetProperty("line").GetString()!, crossing.GetProperty("direction").GetString()!, crossing.GetProperty("time").GetDouble()));
    }

    private static int? ClassOf(string label)
    {
        for (var i = 0; i < WorldClasses.Names.Count; i++)
        {
            if (WorldClasses.Names[i] == label)
                return i;
        }
        return null;
    }
}
