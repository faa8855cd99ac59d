namespace EdgeHost.Rewards.Hearing;

/// <summary>The last answers by their ids. Full: the oldest goes. Ids are the askers' own; the same one again means the newer answer.</summary>
internal sealed class RecentAnswers(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AnsweredQuestion> _byId = new(StringComparer.Ordinal);
    private readonly Queue<AnsweredQuestion> _order = new();

    public void Add(AnsweredQuestion answered)
    {
        lock (_gate)
        {
            _byId[answered.Id] = answered;
            _order.Enqueue(answered);
            if (_order.Count > capacity && _order.Dequeue() is var oldest && ReferenceEquals(_byId.GetValueOrDefault(oldest.Id), oldest))
                _byId.Remove(oldest.Id);
        }
    }

    public AnsweredQuestion? Find(string id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _order.Clear();
        }
    }
}
