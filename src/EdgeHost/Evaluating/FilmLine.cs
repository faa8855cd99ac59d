using System.Runtime.InteropServices;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Events;
using EdgeHost.Frames;
using EdgeHost.Scenes;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Evaluating;

/// <summary>
/// One film through the line that the host runs, every frame in turn: engine, tracker, events, messages. Its clock is the film's, and
/// midnight of 1970 is the film's begin, so that the times in messages are those of the truth.
/// </summary>
internal sealed class FilmLine : IDisposable
{
    private static readonly CameraId s_camera = new("film");

    private readonly IDetector _detector;
    private readonly IDetectorPass _pass;
    private readonly DetectionBuffer _found = new();
    private readonly PublishedFilm _published = new();
    private readonly SnapshotWorker _snapshots;
    private readonly CameraOutlet _outlet;
    private readonly FrameMatch _match = new();
    private readonly List<FilmMoment> _moments = [];
    private (string View, int Width, int Height) _film;

    public FilmLine(IDetector detector, TrackerOptions tracking, CameraEventsOptions places)
    {
        _detector = detector;
        _pass = detector.CreatePass();
        _snapshots = new SnapshotWorker(_published, NullLogger.Instance);
        _outlet = new CameraOutlet(
            s_camera,
            new OutletOptions(tracking, new EventsOptions { Cameras = { [s_camera.Name] = places } }, BySourceClock: true),
            new CameraTopics("edge/eval", s_camera),
            _published,
            new SceneState(),
            _snapshots,
            TimeProvider.System,
            NullLogger.Instance);
    }

    public void Look(FilmFrame film)
    {
        _pass.Prepare(0, film.Picture);
        _pass.Run(1);
        _pass.Read(0, _found);
        var seconds = film.Picture.SourceTime;
        var stamp = new FrameStamp(
            s_camera, film.Index, TimeProvider.System.GetTimestamp(), DateTimeOffset.UnixEpoch + seconds, seconds, film.Graph.Width, film.Graph.Height);
        _outlet.Accept(stamp, null, _found, _detector, default);
        List<TruthBox> truth = [];
        TruthBox.Read(film.Graph, truth);
        _match.Match(CollectionsMarshal.AsSpan(_published.Found), CollectionsMarshal.AsSpan(truth));
        _moments.Add(new FilmMoment(seconds.TotalSeconds, [.. truth], [.. _published.Found], _match.Verdicts.ToArray(), _match.TruthOf.ToArray()));
        _film = (film.Graph.View, film.Graph.Width, film.Graph.Height);
    }

    public FilmRecord End()
    {
        _published.IsOver = true;
        return new FilmRecord(_film.View, _film.Width, _film.Height, _moments, _published.Stories);
    }

    public void Dispose()
    {
        _outlet.Dispose();
        _snapshots.Dispose();
        _pass.Dispose();
    }
}
