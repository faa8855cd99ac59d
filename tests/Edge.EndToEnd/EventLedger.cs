using System.Text.Json;
using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd;

/// <summary>A camera's events held against what docs/events.md promises.</summary>
internal sealed class EventLedger
{
    private readonly List<Entry> _entries;

    private EventLedger(List<Entry> entries) => _entries = entries;

    public int Objects => _entries.Select(e => e.Id).Distinct().Count();

    public int Messages => _entries.Count;

    /// <summary>What happened, without times: the same film gives the same story.</summary>
    public IReadOnlyList<string> Story => [.. _entries.Select(e => $"{e.Type} {e.TrackId} {e.Label}")];

    /// <summary>Nothing is going on: each object has ended.</summary>
    public bool IsAtRest => _entries.Count > 0 && _entries.GroupBy(e => e.Id).All(story => story.Any(e => e.Type == "end"));

    /// <param name="messages">In the order in which they came. QoS 1 may deliver a message twice: the second does not count.</param>
    public static EventLedger Read(IEnumerable<MqttMessage> messages)
    {
        var seen = new HashSet<string>();
        return new([.. messages.Where(m => seen.Add(m.Text)).Select(m => Entry.Read(m.Json))]);
    }

    public void AssertEveryObjectBeganAndEndedOnce()
    {
        Assert.NotEmpty(_entries);
        foreach (var story in _entries.GroupBy(e => e.Id))
        {
            var types = string.Join(' ', story.Select(e => e.Type));
            Assert.True(
                types.StartsWith("new", StringComparison.Ordinal) && types.EndsWith("end", StringComparison.Ordinal)
                && story.Count(e => e.Type == "new") == 1 && story.Count(e => e.Type == "end") == 1,
                $"{story.Key}: expected one new, then updates, then one end; found {types}");
            AssertChained([.. story]);
        }
    }

    /// <summary>No object misses a message between its first and its last.</summary>
    public void AssertChainedThroughout()
    {
        foreach (var story in _entries.GroupBy(e => e.Id))
            AssertChained([.. story]);
    }

    /// <summary><c>before</c> is what the message before said in <c>after</c>.</summary>
    private static void AssertChained(List<Entry> story)
    {
        for (var i = 1; i < story.Count; i++)
            Assert.Equal(story[i - 1].After, story[i].Before);
    }

    private sealed record Entry(string Type, string Id, long TrackId, string Label, string Before, string After)
    {
        public static Entry Read(JsonElement json)
        {
            var after = json.GetProperty("after");
            return new Entry(
                json.GetProperty("type").GetString()!, after.GetProperty("id").GetString()!, after.GetProperty("track_id").GetInt64(),
                after.GetProperty("label").GetString()!, json.GetProperty("before").GetRawText(), after.GetRawText());
        }
    }
}
