using EdgePlanner.Answering;
using EdgePlanner.Running;

namespace EdgeHost.Asking;

/// <summary>
/// Where all questions to a running host go, whichever way they come:
/// <code>
///  MQTT ─┬─► checked ─► queue (bounded; full: refused at once) ─► the desk's thread, one at a time ─► answer ─► settled (its rewards)
///  HTTP ─┘                 └─ waiting counts against the budget; who waits in vain is told when it is used up
/// </code>
/// </summary>
internal sealed class QuestionDesk : IDisposable
{
    /// <summary>Beyond its budget a question may still be inside one tool that does not look at the clock; then something hangs.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(5);

    private readonly Func<Question, string?> _check;
    private readonly Func<Question, TimeSpan, CancellationToken, Asked> _answer;
    private readonly Action? _prepare;
    private readonly Action<Asked, CancellationToken>? _settle;
    private readonly QuestionQueue _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    /// <param name="check">Why a question cannot be answered here, before it waits; null where it may. On any thread.</param>
    /// <param name="answer">Answers within the time that is left. On the desk's thread, one at a time.</param>
    /// <param name="capacity">Questions that may wait.</param>
    /// <param name="prepare">On the desk's thread, at once, before the first question; must not throw.</param>
    /// <param name="settle">On the desk's thread, once who asked has the answer and before the next question; must not throw.</param>
    public QuestionDesk(
        Func<Question, string?> check, Func<Question, TimeSpan, CancellationToken, Asked> answer, int capacity, TimeProvider time, ILogger<QuestionDesk> log,
        Action? prepare = null, Action<Asked, CancellationToken>? settle = null)
    {
        (_check, _answer, _time, _log, _prepare, _settle) = (check, answer, time, log, prepare, settle);
        _queue = new QuestionQueue(capacity);
        _thread = new Thread(Work) { Name = "questions", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Always comes back with an answer, in little more than the question's budget.</summary>
    /// <exception cref="OperationCanceledException">Who asked does not want to know any more.</exception>
    public async Task<Asked> AskAsync(Question question, CancellationToken cancellationToken)
    {
        if ((question.Problem ?? new Query(question.Text, question.Budget).Problem() ?? _check(question)) is { } problem)
            return Asked.Without(question, OutcomeKind.Rejected, problem, AskedFate.NoQuestion);
        using var ticket = new QuestionTicket(question, _time.GetTimestamp(), cancellationToken, _stop.Token);
        if (_queue.TryAdd(ticket) is { } refusal)
            return Asked.Without(question, OutcomeKind.Rejected, refusal, AskedFate.Busy);
        try
        {
            return await ticket.Answer.WaitAsync(question.Budget, _time, cancellationToken);
        }
        catch (TimeoutException) when (_queue.Remove(ticket))
        {
            return WaitedInVain(question) with { Queued = question.Budget };
        }
        catch (TimeoutException)
        {
            return await LateAsync(ticket, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _queue.Remove(ticket);
            throw;
        }
    }

    /// <summary>What waits is told that nobody answers it any more; the one being answered is cancelled.</summary>
    public void Stop()
    {
        foreach (var ticket in _queue.Close())
            ticket.Close(Asked.Without(ticket.Question, OutcomeKind.Failed, "the device is stopping; ask again when it is back"));
        _stop.Cancel();
        if (!_thread.Join(s_stopBound))
            AskingLog.Stuck(_log, s_stopBound);
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private async Task<Asked> LateAsync(QuestionTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            return await ticket.Answer.WaitAsync(s_grace, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            AskingLog.Overdue(_log, ticket.Question.Id, s_grace);
            return Asked.Without(ticket.Question, OutcomeKind.Failed, $"an engine did not come back within {s_grace.TotalSeconds:0} s beyond the budget; see the log of the device");
        }
    }

    private void Work()
    {
        _prepare?.Invoke();
        while (_queue.Take() is { } ticket)
        {
            var asked = Answer(ticket);
            ticket.Close(asked);
            _settle?.Invoke(asked, _stop.Token);
        }
    }

    private Asked Answer(QuestionTicket ticket)
    {
        var queued = _time.GetElapsedTime(ticket.AskedAt);
        var left = ticket.Question.Budget - queued;
        if (left <= TimeSpan.Zero)
            return WaitedInVain(ticket.Question) with { Queued = queued };
        try
        {
            return _answer(ticket.Question, left, ticket.Cancellation) with { Id = ticket.Question.Id, Queued = queued };
        }
        catch (OperationCanceledException) when (ticket.Cancellation.IsCancellationRequested)
        {
            return Asked.Without(ticket.Question, OutcomeKind.Failed, "cancelled");
        }
#pragma warning disable CA1031 // Whatever breaks, who asked is told, and the next question is answered.
        catch (Exception e)
#pragma warning restore CA1031
        {
            AskingLog.Failed(_log, ticket.Question.Id, e);
            return Asked.Without(ticket.Question, OutcomeKind.Failed, e.Message) with { Queued = queued };
        }
    }

    private static Asked WaitedInVain(Question question) => Asked.Without(
        question, OutcomeKind.OverBudget,
        FormattableString.Invariant($"the budget of {question.Budget.TotalMilliseconds:0} ms was used up waiting behind other questions; ask again later, or with a larger budget_ms"));
}
