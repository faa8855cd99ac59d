namespace EdgeHost.Events;

/// <summary>Section <c>Events</c>: when an object's story is told, and the places that matter in each camera's picture.</summary>
internal sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>An object that moves or scores higher sends an <c>update</c> at most this often. Zones, lines and coming to rest are
    /// told at once.</summary>
    public double UpdateSeconds { get; set; } = 5;

    /// <summary>Without moving for this long an object is stationary. 10 s as in Frigate.</summary>
    public double StationarySeconds { get; set; } = 10;

    /// <summary>Events and counts of these labels only; empty means all. The <c>detections</c> messages always hold all.</summary>
    public List<string> Labels { get; set; } = [];

    /// <summary>Zones and lines by camera name.</summary>
    public Dictionary<string, CameraEventsOptions> Cameras { get; set; } = [];

    public SnapshotOptions Snapshots { get; set; } = new();
}

internal sealed class CameraEventsOptions
{
    public List<ZoneOptions> Zones { get; set; } = [];
    public List<LineOptions> Lines { get; set; } = [];
}

internal sealed class ZoneOptions
{
    public string Name { get; set; } = "";

    /// <summary>Corners of the polygon, <c>x,y x,y x,y …</c>: all within 0 to 1 for shares of the picture, else source pixels.</summary>
    public string Points { get; set; } = "";

    /// <summary>Only objects with these labels; empty means all.</summary>
    public List<string> Labels { get; set; } = [];
}

internal sealed class LineOptions
{
    public string Name { get; set; } = "";

    /// <summary>Two points <c>x,y x,y</c>, in the same units as a zone's. Seen from the first towards the second, crossing from left to
    /// right is <c>in</c>, from right to left is <c>out</c>.</summary>
    public string Points { get; set; } = "";

    /// <summary>Only objects with these labels; empty means all.</summary>
    public List<string> Labels { get; set; } = [];
}
