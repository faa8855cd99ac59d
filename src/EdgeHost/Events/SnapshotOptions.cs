namespace EdgeHost.Events;

/// <summary>Section <c>Events:Snapshots</c>: when a camera's <c>snapshot</c> topic gets a new picture.</summary>
internal sealed class SnapshotOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Least time between two pictures of a camera. 1 s: encoding costs some ms, and the topic holds only the latest.</summary>
    public double LeastSeconds { get; set; } = 1;

    /// <summary>While something is seen, a new picture after this long even if nothing happens; 0 for never.</summary>
    public double BusySeconds { get; set; } = 10;

    /// <summary>While nothing is seen; 0 for never.</summary>
    public double IdleSeconds { get; set; } = 60;
}
