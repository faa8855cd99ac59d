using EdgeHost.Asking.Http;

namespace EdgeHost.Asking;

/// <summary>Opens and closes the desk to those outside: MQTT and HTTP.</summary>
internal sealed class WaysToAsk(QuestionDesk desk, MqttQuestions mqtt, AskServer http)
{
    /// <summary>Before the link starts: whoever sees <c>online</c> may ask.</summary>
    public void ListenToMqtt() => mqtt.Listen();

    public Task ListenToHttpAsync(CancellationToken cancellationToken) => http.StartAsync(cancellationToken);

    /// <summary>Before the link stops: who waits for an answer gets one.</summary>
    public async Task CloseAsync()
    {
        desk.Stop();
        await mqtt.StopAsync();
        await http.DisposeAsync();
    }
}
