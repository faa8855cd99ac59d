using System.Buffers;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Pictures;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Frames;
using EdgeHost.Planning;
using EdgeHost.Rewards;
using EdgeHost.Tooling;
using EdgePlanner.Running;
using EdgePlanner.Tools;

namespace EdgeHost.Asking;

/// <summary>
/// Answers questions about the cameras that run:
/// <code>
///  question ─► which camera ─► its next frame with its tracks ─► copied, the lease goes back ─► LiveLook ─► answer ─► picture
/// </code>
/// The frame line only hands a frame over; everything else happens on the desk's thread, which has the lowest claim on the processor.
/// </summary>
internal sealed class CameraQuestions(EdgeSettings settings, FramePipeline pipeline, EngineSet engines, RewardDesk rewards, TimeProvider time, ILogger<CameraQuestions> log) : IDisposable
{
    /// <summary>A camera that runs brings a frame sooner; one that stalls is not waited for.</summary>
    private static readonly TimeSpan s_framePatience = TimeSpan.FromSeconds(3);

    private Toolbox _toolbox = Toolbox.Standard;
    private QuestionLine _line = new(Toolbox.Standard, settings.Asking.ToolPacks, time);
    private readonly FramePool _copies = new(1);
    private readonly SnapshotEncoder _encoder = new();
    private readonly ArrayBufferWriter<byte> _jpeg = new();
    private readonly List<SeenThing> _things = [];
    private readonly BeyondTheFrame _beyond = new(settings);
    private PlannerTiers _tiers = PlannerTiers.RetrievalOnly;
    private LookingModels? _models;
    private HeldLook? _held;

    /// <summary>Why a question cannot be answered here; null where it can. Any thread.</summary>
    public string? Problem(Question question) => CameraOf(question) is null ? WhichCamera(question) : null;

    /// <summary>On the desk's thread: steps behind all others, loads the encoders and answers a question
    /// about nothing, so that the first real one pays for none of it out of its budget.</summary>
    public void Prepare()
    {
        ThreadPrecedence.Yield();
        if (settings.Asking.ImageEncoder.Length > 0)
        {
            try
            {
                _models = new LookingModels(engines.Encoders.Take(settings.Asking.ImageEncoder, settings.Asking.TextEncoder));
            }
            catch (Exception e) when (e is ModelException or EngineException)
            {
                AskingLog.NoEncoders(log, e.Message);
            }
        }
        _tiers = PlannerTiers.Open(settings, time);
        foreach (var problem in _tiers.Problems)
            AskingLog.PlannerLeftOut(log, problem);
        OpenTools();
        var nothing = new LiveWorld([], (1, 1), 0, null, null, null);
        _line.Ask(new Question { Id = "", Text = "how many red cars are closer than ten metres?" }, s_framePatience, nothing, Capabilities.All, [], default);
    }

    /// <summary>Those of this device, and what they cost on it; a file that is none is told of, and the tools that every device has remain.</summary>
    private void OpenTools()
    {
        try
        {
            _toolbox = Toolbox.Open(settings, time, default);
            foreach (var problem in _toolbox.Problems)
                AskingLog.ToolLeftOut(log, problem);
            AskingLog.Costs(log, _toolbox.Costs(_models?.Engines ?? []).Note);
        }
        catch (SettingsException e)
        {
            AskingLog.ToolLeftOut(log, e.Message);
            _toolbox.Dispose();
            _toolbox = Toolbox.Standard;
        }
        _line = new QuestionLine(_toolbox, settings.Asking.ToolPacks, time, _tiers, settings.Asking.Budget);
        rewards.Catalog = _toolbox.Catalog;
    }

    /// <summary>On the desk's thread, one at a time.</summary>
    public Asked Answer(Question question, TimeSpan left, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        if (CameraOf(question) is not { } post)
            return Asked.Without(question, OutcomeKind.Rejected, WhichCamera(question), AskedFate.NoQuestion);
        if (post.Worker?.Status is { State: not CameraState.Running } status)
            return Asked.Without(question, OutcomeKind.Failed, $"there is no live picture: camera '{post.Id}' is {status.State.ToString().ToLowerInvariant()}{(status.Detail.Length > 0 ? $" ({status.Detail})" : "")}");
        var patience = TimeSpan.FromTicks(Math.Min(left.Ticks, s_framePatience.Ticks));
        if (Take(post, patience, cancellationToken) is not { } frame)
            return Asked.Without(question, OutcomeKind.Failed, FormattableString.Invariant($"camera '{post.Id}' gave no frame within {patience.TotalSeconds:0.0} s"));
        _held = new HeldLook(post, frame, _beyond.ReaderOf(frame));
        try
        {
            var looked = time.GetElapsedTime(began);
            var look = Look(post, frame) with { Past = _beyond.Past(post.Id.Name, post.Worker?.Settings.Uri.World is not null), Reader = _held.Reader, Labels = post.Line.Detector?.Model.Labels, Detector = post.Line.Detector is { } detector ? EngineNames.Of(detector.Model, detector.Report.Got) : null };
            if (left <= looked)
                return Asked.Without(question, OutcomeKind.OverBudget, FormattableString.Invariant($"the budget was used up when a frame of camera '{post.Id}' was there, after {looked.TotalMilliseconds:0} ms"));
            var asked = look.Ask(_line, question, left - looked, _models, cancellationToken);
            asked = asked with { At = new LookedAt(post.Id.Name, frame.Sequence, look.TimeS), Looked = looked };
            rewards.Remember(asked with { Id = question.Id }, _held.Scene);
            return question.Evidence == EvidenceKind.Snapshot ? WithSnapshot(asked, frame) : asked;
        }
        finally
        {
            if (!rewards.IsOn)
                LetGo();
        }
    }

    /// <summary>On the desk's thread, once the answer is out: its rewards, while what it is about is still held.</summary>
    public void Settle(Asked asked, CancellationToken cancellationToken)
    {
        try
        {
            if (rewards.IsOn)
                rewards.Take(asked, _held?.Scene ?? LookedAtScene.Nothing, cancellationToken);
        }
        finally
        {
            LetGo();
        }
    }

    private void LetGo()
    {
        _held?.Dispose();
        _held = null;
    }

    public void Dispose()
    {
        LetGo();
        _models?.Dispose();
        _toolbox.Dispose();
        _tiers.Dispose();
        _beyond.Dispose();
        _encoder.Dispose();
        _copies.Dispose();
    }

    private CameraPost? CameraOf(Question question) => (question.Camera ?? settings.Asking.Camera) is { } name
        ? pipeline.Find(name)
        : pipeline.Posts.Take(2).ToArray() is [var only] ? only : null;

    private string WhichCamera(Question question)
    {
        var known = string.Join(", ", pipeline.Posts.Select(post => post.Id.Name));
        return (question.Camera ?? settings.Asking.Camera) is { } name
            ? $"there is no camera '{name}'; expected {(known.Length == 0 ? "one, but none runs" : $"one of {known}")}"
            : known.Length == 0
                ? "no camera runs here"
                : $"there are several cameras ({known}); say which: {{\"question\":\"…\",\"camera\":\"{pipeline.Posts.First().Id.Name}\"}}, or set Asking:Camera";
    }

    /// <summary>A copy of the camera's next frame: its own buffers are few, and a question may take seconds.</summary>
    private Frame? Take(CameraPost post, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var asked = new AskedFrame();
        post.Outlet.Ask(asked);
        if (asked.Wait(patience, cancellationToken) is not { } seen)
            return null;
        SeenThing.Read(seen.Tracks, seen.Labels, _things);
        var copy = _copies.Rent(seen.Frame.Format, cancellationToken);
        seen.Frame.Pixels.CopyTo(copy.Pixels);
        (copy.SourceSize, copy.Camera, copy.Sequence, copy.CapturedAt, copy.SourceTime) =
            (seen.Frame.SourceSize, seen.Frame.Camera, seen.Frame.Sequence, seen.Frame.CapturedAt, seen.Frame.SourceTime);
        seen.Frame.Release();
        return copy;
    }

    private LiveLook Look(CameraPost post, Frame frame) => new(
        frame, _things, frame.CapturedAt.ToUnixTimeMilliseconds() / 1000.0,
        post.Worker?.Settings.Geometry?.PoseFor(frame.SourceSize.Width) ?? post.Pose.Pose, post.Pose.Speed,
        $"say how camera '{post.Id}' stands in its settings: \"Geometry\": {{\"FieldOfViewDeg\": 70, \"HeightM\": 3, \"PitchDeg\": -10}}");

    private Asked WithSnapshot(Asked asked, Frame frame)
    {
        _jpeg.ResetWrittenCount();
        _encoder.Encode(frame, asked.Evidence.Select(box => new SnapshotBox(box, 0)).ToArray(), _jpeg);
        return _jpeg.WrittenCount <= settings.Asking.SnapshotBytes
            ? asked with { Snapshot = _jpeg.WrittenSpan.ToArray() }
            : asked with { SnapshotFault = $"the picture has {_jpeg.WrittenCount} bytes, at most {settings.Asking.SnapshotBytes} are sent (Asking:SnapshotBytes)" };
    }
}
