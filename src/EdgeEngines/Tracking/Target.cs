using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>What the tracker knows of one object. A mutable struct: lives in the tracker's array and is changed in place.</summary>
internal struct Target
{
    private const float MostFramesInOne = 10;
    private const float MostVotes = 5;

    public long Id;
    public int Class;
    public float Score;
    public int Hits;
    public int Missed;
    public bool Confirmed;

    /// <summary>For it being there at all, until it is believed.</summary>
    public float Evidence;

    /// <summary>For its class against all others: a running majority (Boyer and Moore 1981), weighted by scores.</summary>
    public float Votes;

    public double UnseenSeconds;
    public BoxFilter Filter;

    /// <summary>Predicted for this frame; the detection's own once one belongs to it.</summary>
    public Box BoxInSource;

    public Box LastSeenInSource;

    /// <summary>Where it was last seen, carried along as the picture moved since.</summary>
    public Box CarriedInSource;

    /// <summary>How far its centre came since the frame before; zero where it was not seen in both.</summary>
    public (float X, float Y) Step;

    public static Target Start(long id, in Detection detection, TrackerOptions options) => new()
    {
        Id = id,
        Class = detection.Class,
        Score = detection.Score,
        Hits = 1,
        Confirmed = options.HitsToConfirm <= 1,
        Evidence = options.EvidenceOf(detection.Score),
        Votes = detection.Score,
        Filter = new(detection.BoxInSource),
        BoxInSource = detection.BoxInSource,
        LastSeenInSource = detection.BoxInSource,
        CarriedInSource = detection.BoxInSource,
    };

    /// <summary>Unseen until a detection says otherwise.</summary>
    public void Predict(double seconds)
    {
        if (Missed > 0)
            Filter.FreezeSize();
        Filter.Predict((float)seconds);
        BoxInSource = Filter.Box;
        Step = default;
        UnseenSeconds += seconds;
        Missed++;
    }

    /// <summary>The whole picture moved; the object's own motion stays what it was.</summary>
    public void Shift(float x, float y)
    {
        Filter.Shift(x, y);
        BoxInSource = Filter.Box;
    }

    /// <summary>The picture moved on while it was out of sight.</summary>
    public void Carry(float x, float y) => CarriedInSource = CarriedInSource.MovedBy(x, y);

    public void See(in Detection detection, TrackerOptions options)
    {
        Weigh(detection, options);
        Filter.Correct(detection.BoxInSource);
        var (from, to) = (LastSeenInSource.Centre, detection.BoxInSource.Centre);
        Step = Missed == 1 ? (to.X - from.X, to.Y - from.Y) : default;
        BoxInSource = LastSeenInSource = CarriedInSource = detection.BoxInSource;
        Score = detection.Score;
        UnseenSeconds = 0;
        Missed = 0;
        Hits++;
        Confirmed |= Hits >= options.HitsToConfirm && Evidence >= options.ConfirmEvidence;
    }

    /// <summary>Not seen in this frame.</summary>
    public void Doubt(float cost) => Evidence -= cost;

    /// <summary>Frames in quick succession show nearly the same picture; one of a slow camera counts for the time that it stands for.</summary>
    private void Weigh(in Detection detection, TrackerOptions options)
    {
        var frames = Math.Clamp((float)UnseenSeconds * BoxFilter.TunedFrameRate / Math.Max(1, Missed), 1, MostFramesInOne);
        Evidence += options.EvidenceOf(detection.Score) * frames;
        Votes = Math.Min(Votes + (detection.Class == Class ? detection.Score : -detection.Score), MostVotes);
        if (Votes < 0)
            (Class, Votes) = (detection.Class, -Votes);
    }

    /// <summary>A newcomer is called anew when most say so. A believed one keeps its name as long as it was seen under it more often of late: what is
    /// called otherwise for longer is another object, or was taken for the wrong one.</summary>
    public readonly bool Takes(in Detection detection) => detection.Class == Class || !Confirmed || Votes >= detection.Score;

    public readonly Track ToTrack() =>
        new(Id, BoxInSource, Score, Class, Filter.VelocityX, Filter.VelocityY, Hits, Missed) { Confirmed = Confirmed, FootVelocityY = Filter.FootVelocityY };
}
