using System.Buffers.Text;
using System.Numerics;
using Telemetry;

namespace EdgeHost.Events;

/// <summary>How many objects of a label are there, in the picture and in each zone; published retained when a number changes.</summary>
internal sealed class CountBoard(CameraTopics topics, IEventPublisher publisher)
{
    private sealed class Counter(TopicName topic)
    {
        public TopicName Topic { get; } = topic;
        public int Count;
        public int Told = -1;
    }

    // Keyed by topic level, not by label: after a change of model "person" is still the same count.
    private readonly Dictionary<(string Zone, string Label), Counter> _counters = [];
    private readonly List<Counter> _all = [];
    private readonly byte[] _digits = new byte[16];

    public void Add(Label label, int change) => Add("", label, change);

    public void Add(Zone[] zones, ulong bits, Label label, int change)
    {
        for (; bits != 0; bits &= bits - 1)
            Add(zones[BitOperations.TrailingZeroCount(bits)].Name, label, change);
    }

    public void PublishChanges()
    {
        foreach (var counter in _all)
        {
            if (counter.Count == counter.Told)
                continue;
            counter.Told = counter.Count;
            Utf8Formatter.TryFormat(counter.Count, _digits, out var length);
            publisher.Publish(counter.Topic, _digits.AsSpan(0, length), Delivery.State);
        }
    }

    private void Add(string zone, Label label, int change)
    {
        if (!_counters.TryGetValue((zone, label.TopicPart), out var counter))
        {
            counter = new(zone.Length == 0 ? topics.Count(label) : topics.Count(zone, label));
            _counters.Add((zone, label.TopicPart), counter);
            _all.Add(counter);
        }
        counter.Count += change;
    }
}
