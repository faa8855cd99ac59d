using EdgeHost.Frames;

namespace EdgeHost.Stats;

/// <summary>The figures of all cameras, by the interval of one reader (the <c>stats</c> topic, the status line).</summary>
internal sealed class StatsBoard(FramePipeline pipeline, TimeProvider time)
{
    private readonly Dictionary<CameraPost, CameraFigures> _figures = [];
    private long _takenAt = time.GetTimestamp();

    /// <summary>Figures since the last call.</summary>
    public IReadOnlyList<CameraFigures> Take()
    {
        var elapsed = time.GetElapsedTime(_takenAt);
        _takenAt = time.GetTimestamp();
        var posts = pipeline.Posts.ToList();
        foreach (var gone in _figures.Keys.Except(posts).ToList())
            _figures.Remove(gone);
        foreach (var post in posts)
        {
            if (!_figures.TryGetValue(post, out var figures))
                _figures[post] = figures = new CameraFigures(post);
            figures.Advance(elapsed);
        }
        return [.. posts.Select(p => _figures[p])];
    }
}
