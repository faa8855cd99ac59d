using System.Text;
using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class MqttRequestTests : LinkFixture
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task SendAsync_TheAnswerToThisMessage_IsToldFromOthersAndTheDeviceStaysConnected()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        var link = NewLink(new MqttOptions { Device = "box" }, local: broker);
        link.Subscriptions.Subscribe(link.Topics.Filter("feedback"), (message, _) =>
        {
            link.Publisher.Publish(link.Topics.Topic("feedback/result"), "another"u8, Delivery.Event);
            link.Publisher.Publish(link.Topics.Topic("feedback/result"), Encoding.UTF8.GetBytes($"of {Encoding.UTF8.GetString(message.Payload.Span)}"), Delivery.Event);
            return ValueTask.CompletedTask;
        });
        link.Start();
        await link.WhenConnectedAsync();

        var (answer, fault) = await MqttRequest.SendAsync(
            AskerOf(broker.EndPoint.Port), "feedback", "7"u8.ToArray(), "feedback/result", payload => payload.AsSpan().StartsWith("of "u8), s_patience, TimeProvider.System, default);

        Assert.Null(fault);
        Assert.Equal("of 7", Encoding.UTF8.GetString(answer!));
        Assert.True(link.Status.IsConnected);
        Assert.Equal(0, link.Publisher.Snapshot().Reconnects);
    }

    [Fact]
    public async Task SendAsync_NobodyAnswers_SaysSoWithinItsTime()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        var (answer, fault) = await MqttRequest.SendAsync(
            AskerOf(broker.EndPoint.Port), "feedback", "7"u8.ToArray(), "feedback/result", _ => true, TimeSpan.FromSeconds(1), TimeProvider.System, default);
        Assert.Null(answer);
        Assert.Contains("no answer on edge/box/feedback/result", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_NoBroker_SaysWhich()
    {
        var (answer, fault) = await MqttRequest.SendAsync(AskerOf(1), "feedback", "7"u8.ToArray(), "feedback/result", _ => true, s_patience, TimeProvider.System, default);
        Assert.Null(answer);
        Assert.Contains("127.0.0.1:1", fault, StringComparison.Ordinal);
    }

    private static MqttOptions AskerOf(int port) => new() { Host = "127.0.0.1", Port = port, Device = "box" };
}
