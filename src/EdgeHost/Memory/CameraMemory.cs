using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Events;

namespace EdgeHost.Memory;

/// <summary>
/// What of one camera's tracks is worth remembering: a confirmed object when it comes, when it was last seen, and now and then while it stays.
/// <code>
/// tracks ──► come · due · gone ──► MemoryQueue
///                └── to be looked at, with the picture ──► LookWorker ──► MemoryQueue
/// </code>
/// One thread at a time. A frame in which nothing is due allocates nothing; the store is never waited for.
/// </summary>
internal sealed class CameraMemory(MemoryQueue queue, LookWorker? looks, Watch watch, double everySeconds, PoseBoard? pose, CameraGeometry? geometry = null)
{
    /// <summary>That the camera is watched is noted this often: as much a killed process may forget of it.</summary>
    private const double HeartbeatSeconds = 5;

    /// <summary>Two pictures a second and a few crops of each: with 3 ms a crop about 2 % of a core.</summary>
    private const double LookSeconds = 0.5;

    private List<Followed> _followed = []; // by rising track id
    private List<Followed> _next = [];
    private LabelSet _labels = new([]);
    private Landmarks _landmarks = new(new LabelSet([]));
    private SteadyClock _clock;
    private double _beatAt = double.NegativeInfinity;
    private double _lookAt = double.NegativeInfinity;
    private bool _isSomethingToLookAt;
    private (int Width, int Height) _picture;

    private struct Followed
    {
        public long Id;
        public int Class;
        public double FirstAtS;
        public double LastAtS;
        public double DueSeconds;
        public bool IsToBeLookedAt;
        public Track LastTrack;
        public Whereabouts LastWhere;
    }

    /// <summary>Whether this frame's picture may be looked at.</summary>
    /// <remarks>By any thread: a thing that came is looked at in one of the frames behind.</remarks>
    public bool WantsPicture(in FrameMoment moment) => looks is { IsFree: true } && Volatile.Read(ref _isSomethingToLookAt) && moment.Seconds >= Volatile.Read(ref _lookAt);

    /// <summary>Another model: who was followed is followed no more.</summary>
    public void Use(LabelSet labels)
    {
        EndAll();
        (_labels, _landmarks) = (labels, new Landmarks(labels));
    }

    /// <param name="frame">The moment of the tracks.</param>
    /// <param name="tracks">As the tracker gives them: by rising id, each until it ends.</param>
    /// <param name="picture">Of the same frame, where it was wanted; the caller holds the lease.</param>
    /// <param name="pictureAt">The same moment by the clock of <see cref="WantsPicture"/>.</param>
    public void See(in FrameMoment frame, ReadOnlySpan<Track> tracks, Frame? picture, in FrameMoment pictureAt)
    {
        _clock.Advance(frame.Seconds);
        if (_clock.Seconds >= _beatAt)
        {
            _beatAt = _clock.Seconds + HeartbeatSeconds;
            queue.TryPut(new MemoryNote { Kind = NoteKind.Watching, Watch = watch, AtS = frame.FrameTime, Label = "" });
        }
        var known = 0;
        foreach (ref readonly var track in tracks)
        {
            while (known < _followed.Count && _followed[known].Id < track.Id)
                End(_followed[known++]);
            var followed = known < _followed.Count && _followed[known].Id == track.Id ? _followed[known++] : new Followed { Id = track.Id, Class = track.Class, DueSeconds = double.NegativeInfinity };
            if (track is { Confirmed: true, Missed: 0 })
                Note(ref followed, track, frame, tracks);
            if (track.Confirmed)
                _next.Add(followed);
        }
        while (known < _followed.Count)
            End(_followed[known++]);
        (_followed, _next) = (_next, _followed);
        _next.Clear();
        if (picture is not null && pictureAt.Seconds >= _lookAt)
            Look(frame, picture, pictureAt);
    }

    /// <summary>A line was crossed, a zone entered.</summary>
    public void Happen(string kind, string place, string? direction, string label, long trackId, double atS) => queue.TryPut(new MemoryNote
    {
        Kind = NoteKind.Happened, Watch = watch, AtS = atS, TrackId = trackId, Label = label, Happening = kind, Place = place, Direction = direction,
    });

    public void EndAll()
    {
        foreach (var followed in _followed)
            End(followed);
        _followed.Clear();
    }

    private void Note(ref Followed followed, in Track track, in FrameMoment frame, ReadOnlySpan<Track> tracks)
    {
        if (followed.FirstAtS == 0)
            followed.FirstAtS = frame.FrameTime;
        (followed.LastAtS, followed.LastTrack) = (frame.FrameTime, track);
        if (_clock.Seconds < followed.DueSeconds)
            return;
        followed.DueSeconds = _clock.Seconds + everySeconds;
        followed.LastWhere = _landmarks.Of(track, tracks);
        followed.IsToBeLookedAt = true;
        Volatile.Write(ref _isSomethingToLookAt, true);
        _picture = (frame.Width, frame.Height);
        Put(NoteKind.Seen, followed);
    }

    /// <summary>Written as it was last seen, not as it was given up.</summary>
    private void End(in Followed followed)
    {
        if (followed.FirstAtS > 0)
            Put(NoteKind.Ended, followed);
    }

    private void Put(NoteKind kind, in Followed followed)
    {
        var box = followed.LastTrack.BoxInSource;
        queue.TryPut(new MemoryNote
        {
            Kind = kind,
            Watch = watch,
            AtS = followed.LastAtS,
            TrackId = followed.Id,
            Label = _labels[followed.Class].Text,
            FirstAtS = followed.FirstAtS,
            Score = followed.LastTrack.Score,
            BoxInSource = box,
            Where = followed.LastWhere,
            Ground = followed.LastWhere.Relation == "on" ? null : (geometry?.PoseFor(_picture.Width) ?? pose?.Pose)?.GroundOf(box, _picture.Width, _picture.Height),
        });
    }

    private void Look(in FrameMoment frame, Frame picture, in FrameMoment pictureAt)
    {
        if (looks is null || looks.TryBegin() is not { } job)
            return;
        var left = false;
        for (var i = 0; i < _followed.Count; i++)
        {
            var followed = _followed[i];
            if (!followed.IsToBeLookedAt)
                continue;
            if (job.IsFull || followed.LastAtS != frame.FrameTime)
            {
                left = true;
                continue;
            }
            followed.IsToBeLookedAt = false;
            _followed[i] = followed;
            job.Add(followed.LastTrack, _labels[followed.Class].Text, followed.FirstAtS);
        }
        Volatile.Write(ref _isSomethingToLookAt, left);
        if (job.Count > 0)
            Volatile.Write(ref _lookAt, pictureAt.Seconds + LookSeconds);
        looks.Send(job, picture, watch, frame.FrameTime);
    }
}
