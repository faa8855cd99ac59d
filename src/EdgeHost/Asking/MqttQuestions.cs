using Telemetry;
using Telemetry.Incoming;
using Telemetry.Mqtt;

namespace EdgeHost.Asking;

/// <summary>Questions on <c>ask</c>; answers on the response topic with the correlation data, else on <c>answer</c>. Every question is answered;
/// those that wait, wait at the desk, not here.</summary>
internal sealed class MqttQuestions
{
    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(5);

    private readonly QuestionDesk _desk;
    private readonly QuestionReader _reader;
    private readonly MqttLink _link;
    private readonly TopicName _answers;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _pending = []; // as many as the desk takes; it refuses the rest at once

    public MqttQuestions(QuestionDesk desk, QuestionReader reader, MqttLink link, ILogger<MqttQuestions> log)
    {
        (_desk, _reader, _link, _log) = (desk, reader, link, log);
        _answers = link.Topics.Topic("answer");
    }

    public void Listen() => _link.Subscriptions.Subscribe(_link.Topics.Filter("ask"), HandleAsync, new SubscriptionOptions { AnswerTopic = _answers });

    /// <summary>Once the desk has stopped: the last answers go to the sender.</summary>
    public async Task StopAsync()
    {
        Task[] pending;
        lock (_gate)
            pending = [.. _pending];
        await Task.WhenAll(pending).WaitAsync(s_stopBound, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ValueTask HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var answering = AnswerAsync(message, cancellationToken);
        if (answering.IsCompleted)
            return new ValueTask(answering);
        lock (_gate)
            _pending.Add(answering);
        _ = answering.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return default;
    }

    private async Task AnswerAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var asked = await _desk.AskAsync(_reader.Read(message.Payload), cancellationToken);
            AskingLog.Answered(_log, asked.Id, "mqtt", AskOutput.OutcomeOf(asked.Answer.Outcome));
            _link.Publisher.Reply(message, AskOutput.Json(asked), _answers);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The link stops: there is nobody to tell any more.
        }
    }

    private void Forget(Task answered)
    {
        lock (_gate)
            _pending.Remove(answered);
    }
}
