using EdgeHost.Asking.Http;
using EdgeHost.Rewards.Hearing;

namespace EdgeHost.Asking;

/// <summary>Opens and closes the desk to those outside: MQTT and HTTP; feedback comes the same ways.</summary>
internal sealed class WaysToAsk(QuestionDesk desk, MqttQuestions mqtt, MqttFeedback feedback, AskServer http)
{
    /// <summary>Before the link starts: whoever sees <c>online</c> may ask.</summary>
    public void ListenToMqtt()
    {
        mqtt.Listen();
        feedback.Listen();
    }

    public Task ListenToHttpAsync(CancellationToken cancellationToken) => http.StartAsync(cancellationToken);

    /// <summary>Before the link stops: who waits for an answer gets one.</summary>
    public async Task CloseAsync()
    {
        desk.Stop();
        await mqtt.StopAsync();
        await http.DisposeAsync();
    }
}
