namespace Telemetry.Outgoing.Spooled;

/// <summary>Topics on which the broker takes nothing for now. Each is tried again after a wait that doubles with every refusal; half of it is
/// chance, so that a fleet over its quota does not come back in step. Not thread-safe.</summary>
internal sealed class TopicHolds(TimeProvider time, Func<double> random)
{
    private readonly Dictionary<string, Hold> _holds = new(StringComparer.Ordinal); // one a topic at most; topics are the cameras'

    /// <summary>Topics that the broker refused last.</summary>
    public int Count => _holds.Count;

    public bool IsHeld(TopicName topic) => _holds.Count > 0 && _holds.TryGetValue(topic.Text, out var hold) && hold.IsHeld;

    /// <summary>The broker refused. What was sent before it said so and is refused too counts once.</summary>
    public void Refused(TopicName topic, TimeSpan first, TimeSpan longest)
    {
        if (!_holds.TryGetValue(topic.Text, out var hold))
            _holds.Add(topic.Text, hold = new Hold());
        else if (hold.IsHeld)
            return;
        var wait = first * Math.Pow(2, Math.Min(hold.Attempts++, 30));
        (hold.Since, hold.Wait, hold.IsHeld) = (time.GetTimestamp(), (wait < longest ? wait : longest) * (0.5 + (random() / 2)), true);
    }

    public void Taken(TopicName topic)
    {
        if (_holds.Count > 0 && _holds.TryGetValue(topic.Text, out var hold) && !hold.IsHeld)
            _holds.Remove(topic.Text);
    }

    /// <summary>True when one or more may be tried again from now on.</summary>
    /// <param name="all">Whether their time has come or not: the connection is new, and somebody may have mended it.</param>
    public bool Release(bool all)
    {
        var released = false;
        foreach (var hold in _holds.Values)
        {
            if (!hold.IsHeld || (!all && time.GetElapsedTime(hold.Since) < hold.Wait))
                continue;
            hold.IsHeld = false;
            released = true;
        }
        return released;
    }

    /// <summary>Until the next one may be tried; null when none waits.</summary>
    public TimeSpan? NextRelease()
    {
        TimeSpan? next = null;
        foreach (var hold in _holds.Values)
        {
            if (hold.IsHeld && hold.Wait - time.GetElapsedTime(hold.Since) is var left && !(left >= next))
                next = left;
        }
        return next;
    }

    private sealed class Hold
    {
        public long Since { get; set; }

        public TimeSpan Wait { get; set; }

        public int Attempts { get; set; }

        public bool IsHeld { get; set; }
    }
}
