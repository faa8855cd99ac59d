using EdgeHost.Asking;
using EdgeHost.Rewards.Hearing;
using EdgeHost.Rewards.Judging;
using EdgeHost.Rewards.Pictures;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>
/// From an answer to its rewards; nobody who asks waits for any of it, nor for the disk:
/// <code>
///  answer, once it is out ─► AnsweredQuestion ─┬─► TruthJudge, where there is a truth ──────┐
///                                              ├─► SelfJudge: second way of asking, rules ──┼─► RewardJson ─► spool (its queue in memory)
///                                              ├─► RecentAnswers ◄─┐                        │
///                                              │   feedback ─► FeedbackReader ─► UserJudge ─┘
///                                              └─► PictureLine: redacted, verified, or dropped ─► spool
/// </code>
/// Off (no consent, or no spool), it does nothing at all.
/// </summary>
internal sealed partial class RewardDesk : IDisposable
{
    private const string Off = "nothing is recorded on this device: nobody has consented (Rewards:Consent)";

    private readonly RewardsOptions _options;
    private readonly string _device;
    private readonly ISpool? _spool;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RecentAnswers _recent;
    private readonly TruthJudge _truth;
    private readonly PictureLine? _pictures;
    private readonly Lock _gate = new();
    private PrimitiveCatalog _catalog = PrimitiveCatalog.Standard;
    private RewardJson _json;
    private long _records;
    private long _refused;

    /// <param name="spool">Null: off. The desk's own from now on.</param>
    /// <param name="pictures">Null: no picture is kept. The desk's own from now on.</param>
    public RewardDesk(RewardsOptions options, string device, ISpool? spool, KnownTruths truths, TimeProvider time, ILogger log, Func<PictureLine>? pictures = null)
    {
        (_options, _device, _spool, _time, _log) = (options, device, spool, time, log);
        _recent = new RecentAnswers(options.RecentAnswers);
        _truth = new TruthJudge(truths);
        _json = new RewardJson(options, device, _catalog.Fingerprint());
        _pictures = spool is not null && options.Pictures ? pictures?.Invoke() : null;
    }

    /// <summary>False: nothing is kept of any question.</summary>
    public bool IsOn => _spool is not null;

    /// <summary>Where the records wait; null while it is off.</summary>
    public ISpool? Spool => _spool;

    /// <summary>Null while it is off.</summary>
    public RewardCounts? Counts => IsOn ? new RewardCounts(Interlocked.Read(ref _records), Interlocked.Read(ref _refused), _pictures?.Counts ?? default) : null;

    /// <summary>The tools of this device: what corrected plans are checked against, and what records say.</summary>
    public PrimitiveCatalog Catalog
    {
        get
        {
            lock (_gate)
                return _catalog;
        }
        set
        {
            lock (_gate)
                (_catalog, _json) = (value, new RewardJson(_options, _device, value.Fingerprint()));
        }
    }

    /// <summary>Before the answer is out: feedback may come as soon as it is.</summary>
    public void Remember(Asked asked, LookedAtScene scene)
    {
        if (IsOfAPlanner(asked))
            _recent.Add(AnsweredQuestion.Of(asked, scene.Model, Now));
    }

    /// <summary>Once the answer is out, on the thread that answered. What never had its turn is no answer, and the planner's doing it was not.</summary>
    public void Take(Asked asked, LookedAtScene scene, CancellationToken cancellationToken)
    {
        if (!IsOfAPlanner(asked))
            return;
        try
        {
            if (_recent.Find(asked.Id) is not { } answered || answered.Question != asked.Answer.Question)
                _recent.Add(answered = AnsweredQuestion.Of(asked, scene.Model, Now));
            if (_truth.Judge(answered, scene.Truth, scene.Film) is { } known)
                Record(answered.Id, answered, known);
            Record(answered.Id, answered, SelfJudge.Judge(answered, AskOtherwise(asked, cancellationToken)));
            if (_options.Traces && asked.Answer.Last is { } last)
                Append(RecordKind.Trace, Json.Trace(answered, last.Outcome.Trace));
            if (_pictures is not null && scene.Frame is { } frame)
                _pictures.TryTake(frame, answered.Id, answered.TimeS);
        }
#pragma warning disable CA1031 // Whatever breaks here, the answer is out, and the next question is answered.
        catch (Exception e)
#pragma warning restore CA1031
        {
            RewardsLog.Lost(_log, asked.Id, e);
        }
    }

    /// <summary>From the thread that makes pictures: redacted and verified.</summary>
    public bool TakePicture(in RedactedPicture picture) => Append(RecordKind.Picture, Json.Picture(picture.Id, picture.TimeS, picture.Jpeg, picture.Blurred)) > 0;

    public void Dispose()
    {
        _pictures?.Dispose();
        _spool?.Dispose();
    }

    private RewardJson Json
    {
        get
        {
            lock (_gate)
                return _json;
        }
    }

    private double Now => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private bool IsOfAPlanner(Asked asked) =>
        _spool is not null && asked.Fate == AskedFate.Answered && (asked.Answer.Attempts.Count > 0 || asked.Answer.Outcome == OutcomeKind.Rejected);

    private EdgePlanner.Rewarding.SecondOpinion? AskOtherwise(Asked asked, CancellationToken cancellationToken) =>
        _options.SecondWay > TimeSpan.Zero && !cancellationToken.IsCancellationRequested ? asked.Otherwise?.Invoke(_options.SecondWay, cancellationToken) : null;

    private long Record(string id, AnsweredQuestion? answered, Judgement judgement)
    {
        RewardsLog.Rewarded(_log, judgement.Reward, id, RewardJson.NameOf(judgement.Source), judgement.Why);
        return Append(RecordKind.Reward, Json.Reward(id, Now, answered, judgement));
    }

    /// <summary>The record's number; 0 where it was refused.</summary>
    private long Append(RecordKind kind, byte[] record)
    {
        var isTaken = _spool!.TryAppend(kind, record, out var sequence);
        Interlocked.Increment(ref isTaken ? ref _records : ref _refused);
        return isTaken ? sequence : 0;
    }
}
