using EdgeHost.Asking;
using EdgeHost.Rewards.Hearing;
using EdgeHost.Rewards.Judging;
using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>What others say of an answer, and that all of it be forgotten.</summary>
internal sealed partial class RewardDesk
{
    /// <summary>A disk that is slower lets whoever said something know that it is not on it yet.</summary>
    private static readonly TimeSpan s_durablePatience = TimeSpan.FromSeconds(5);

    private long _minute;
    private int _heardInMinute;

    /// <summary>Hostile until checked: any bytes. Tells what became of it once it is on the disk, or soon after.</summary>
    public async Task<Heard> HearAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_spool is null)
            return Heard.Refused("", Off);
        var feedback = FeedbackReader.Read(payload);
        if ((feedback.Problem ?? PlanProblem(feedback) ?? (IsTooMuch() ? $"more than {_options.FeedbackAMinute} came in this minute (Rewards:FeedbackAMinute); say it again later" : null)) is { } problem)
            return Heard.Refused(feedback.Id, problem);
        var answered = _recent.Find(feedback.Id);
        var judgement = UserJudge.Judge(feedback, answered);
        var sequence = Record(feedback.Id, answered, judgement);
        if (sequence == 0)
            return Heard.Refused(feedback.Id, "it could not be taken: too much waits for the disk; say it again later");
        return new Heard(feedback.Id, null, judgement.Reward, answered is not null, await IsDurableAsync(sequence, cancellationToken));
    }

    /// <summary>Deletes every reward, trace and picture of this device that is not at the hub yet, and forgets the answers.</summary>
    /// <returns>Bytes that the folder took before; null where nothing is recorded, or the disk refused.</returns>
    public async Task<long?> PurgeAsync(CancellationToken cancellationToken)
    {
        _recent.Clear();
        if (_spool is not DurableSpool spool)
            return null;
        var bytes = spool.Snapshot().Bytes;
        if (!await spool.PurgeAsync(cancellationToken))
            return null;
        RewardsLog.Purged(_log, bytes);
        return bytes;
    }

    /// <summary>A plan that was sent is what a stranger wrote: it is believed only if it checks, and it is never run.</summary>
    private string? PlanProblem(Feedback feedback)
    {
        if (feedback.Plan is not { } plan)
            return null;
        var check = new PlanChecker(Catalog.For(Capabilities.All), CostProfile.Declared).Check(plan, QuestionReader.MostBudget);
        return check.Plan is null ? $"the plan does not check: {EdgePlanner.Running.PlanOutcome.Refused(check).Reason}" : null;
    }

    private bool IsTooMuch()
    {
        lock (_gate)
        {
            var minute = _time.GetTimestamp() / (60 * _time.TimestampFrequency);
            (_heardInMinute, _minute) = (minute == _minute ? _heardInMinute + 1 : 1, minute);
            return _heardInMinute > _options.FeedbackAMinute;
        }
    }

    private async Task<bool> IsDurableAsync(long sequence, CancellationToken cancellationToken)
    {
        try
        {
            return await _spool!.WhenDurableAsync(sequence, cancellationToken).WaitAsync(s_durablePatience, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
