using System.Globalization;
using System.Numerics;
using EdgeEngines.Detecting;
using EdgeEngines.Tracking;

namespace EdgeHost.Events;

/// <summary>What happened to an object in the latest frame that is worth telling.</summary>
[Flags]
internal enum Happening
{
    Nothing = 0,
    Confirmed = 1,
    ChangedZone = 2,
    CrossedLine = 4,

    /// <summary>Came to rest or started to move.</summary>
    ChangedRest = 8,

    /// <summary>Moved to another place, or was seen better than before. Told at a limited rate.</summary>
    Changed = 16,
}

/// <summary>
/// One track's story, from the first sighting to its end. Reused for a later track by <see cref="Start"/>, so that objects that come
/// and go allocate only their id.
/// </summary>
internal sealed class ObservedObject
{
    /// <summary>Less overlap than this with where it last settled means that it moved.</summary>
    private const float SamePlaceOverlap = 0.6f;

    /// <summary>A better look by less than this is not worth a message.</summary>
    private const float WorthyScoreRise = 0.05f;

    /// <summary>More crossings than this by one object and the oldest are forgotten.</summary>
    private const int MaxCrossings = 64;

    private readonly LineWatch[] _watches = new LineWatch[EventsOptionsValidator.MaxPlaces];
    private readonly byte[] _entered = new byte[EventsOptionsValidator.MaxPlaces];
    private readonly List<Crossing> _crossings = [];
    private ulong _everEntered;
    private ulong _zones;
    private ulong _lines;
    private double _firstSeconds;
    private double _movedSeconds;
    private Box _settledBox;

    /// <summary>As now, and as in the message sent last (at first: as first seen).</summary>
    public ObjectFacts Now;
    public ObjectFacts Told;

    public long TrackId { get; private set; }

    public Label Label { get; private set; } = null!;

    /// <summary>Start time and track: unlike a bare track id it stays unique when the process starts again. Null until confirmed.</summary>
    public string? EventId { get; private set; }

    public double StartTime { get; private set; }

    public double ToldSeconds { get; set; }

    /// <summary>Zones by number in the order of first entering; a prefix of them holds for <see cref="Told"/>.</summary>
    public ReadOnlySpan<byte> Entered => _entered.AsSpan(0, Now.EnteredCount);

    public IReadOnlyList<Crossing> Crossings => _crossings;

    public bool IsConfirmed => EventId is not null;

    public void Start(in Track track, Label label, CameraPlaces places, double seconds, double frameTime)
    {
        (TrackId, Label, EventId) = (track.Id, label, null);
        (StartTime, _firstSeconds, _movedSeconds, ToldSeconds) = (frameTime, seconds, seconds, seconds);
        _settledBox = track.BoxInSource;
        _zones = places.ZonesFor(label.Text);
        _lines = places.LinesFor(label.Text);
        _everEntered = 0;
        _crossings.Clear();
        Array.Clear(_watches);
        Now = new() { IsFalsePositive = true };
    }

    /// <summary>What it was taken for before it was believed in, it is not.</summary>
    public void Rename(Label label, CameraPlaces places)
    {
        Label = label;
        _zones = places.ZonesFor(label.Text);
        _lines = places.LinesFor(label.Text);
    }

    /// <summary>Takes in a sighting. Not to be called while the object is out of sight: a guess crosses no line.</summary>
    public Happening See(in Track track, CameraPlaces places, in FrameMoment frame, double seconds, double stationaryAfterSeconds)
    {
        var box = track.BoxInSource;
        Now.FrameTime = frame.FrameTime;
        (Now.Width, Now.Height) = (frame.Width, frame.Height);
        Now.Score = track.Score;
        Now.TopScore = Math.Max(Now.TopScore, track.Score);
        Now.BoxInSource = box;
        Now.DwellSeconds = seconds - _firstSeconds;

        var foot = FootOf(box);
        var margin = MarginOf(box);
        var happening = Rest(seconds, stationaryAfterSeconds)
            | EnterAndLeave(places.Zones, foot, margin) | Cross(places.Lines, foot, margin, seconds, frame.FrameTime);

        if (Now.TopScore >= Told.TopScore + WorthyScoreRise || Now.PositionChanges != Told.PositionChanges)
            happening |= Happening.Changed;
        if (track.Confirmed && !IsConfirmed)
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"{StartTime:F6}-{TrackId}");
            Now.IsFalsePositive = false;
            happening |= Happening.Confirmed;
        }
        return happening;
    }

    /// <summary>Where it touches the ground.</summary>
    public static Vector2 FootOf(in Box box) => new((box.Left + box.Right) / 2, box.Bottom);

    /// <summary>How far clear of a line or zone it must be; grows with the box, as the trembling of its edge does.</summary>
    public static float MarginOf(in Box box) => Math.Max(2, box.Height * 0.05f);

    private Happening Rest(double seconds, double stationaryAfterSeconds)
    {
        var wasStationary = Now.IsStationary;
        if (_settledBox.Overlap(Now.BoxInSource) < SamePlaceOverlap)
        {
            _settledBox = Now.BoxInSource;
            _movedSeconds = seconds;
            Now.MotionlessCount = 0;
            Now.PositionChanges++;
            Now.IsStationary = false;
        }
        else
        {
            Now.MotionlessCount++;
            Now.IsStationary = seconds - _movedSeconds >= stationaryAfterSeconds;
        }
        return Now.IsStationary == wasStationary ? Happening.Nothing : Happening.ChangedRest;
    }

    private Happening EnterAndLeave(Zone[] zones, Vector2 foot, float margin)
    {
        var inside = 0UL;
        for (var i = 0; i < zones.Length; i++)
        {
            var bit = 1UL << i;
            if ((_zones & bit) == 0)
                continue;
            var wasIn = (Now.CurrentZones & bit) != 0;
            if (!(wasIn ? zones[i].Holds(foot, margin) : zones[i].Contains(foot)))
                continue;
            inside |= bit;
            if ((_everEntered & bit) == 0)
                _entered[Now.EnteredCount++] = (byte)i;
            _everEntered |= bit;
        }
        var changed = inside != Now.CurrentZones;
        Now.CurrentZones = inside;
        return changed ? Happening.ChangedZone : Happening.Nothing;
    }

    private Happening Cross(CrossingLine[] lines, Vector2 foot, float margin, double seconds, double frameTime)
    {
        var happening = Happening.Nothing;
        for (var i = 0; i < lines.Length; i++)
        {
            if ((_lines & (1UL << i)) == 0 || _watches[i].See(lines[i], foot, margin, seconds) is var direction && direction == CrossingDirection.None)
                continue;
            if (_crossings.Count == MaxCrossings)
            {
                _crossings.RemoveAt(0);
                Told.CrossedCount = Math.Max(0, Told.CrossedCount - 1);
            }
            _crossings.Add(new(lines[i].Name, direction, frameTime));
            Now.CrossedCount = _crossings.Count;
            happening |= Happening.CrossedLine;
        }
        return happening;
    }
}
