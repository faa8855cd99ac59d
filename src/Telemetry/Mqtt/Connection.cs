using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Telemetry.Incoming;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>
/// One connection from the broker's consent to its end: the subscriptions, a sender and a watchdog. MQTTnet's client does the
/// handshake, subscribes and pings; messages take the short way over <see cref="ClientWire"/>.
/// </summary>
internal sealed class Connection(
    IMqttClient client, ClientWire wire, BrokerLimits limits, MqttOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    public BrokerLimits Limits => limits;

    /// <summary>Runs until the connection ends, or until <paramref name="stop"/> asks for a farewell. Returns why.</summary>
    public async Task<string> RunAsync(Outbox outbox, Subscriptions subscriptions, RefusalLog refusals, CancellationToken stop)
    {
        outbox.BeginConnection(limits.ReceiveMaximum, limits.Acknowledges);
        var sender = Task.CompletedTask;
        var watch = time.CreateTimer(_ => Watch(outbox), null, s_watch, s_watch);
        try
        {
            var all = subscriptions.All;
            if (await SubscribeAsync(all, stop))
            {
                // Only now: `online`, the first message, says that commands are heard.
                sender = new Sender(wire, outbox, limits, options.EventExpiry, refusals.Report).RunAsync();
                await ServeAsync(subscriptions, all.Count, sender, stop);
            }
            if (stop.IsCancellationRequested)
                await SayFarewellAsync();
        }
        finally
        {
            wire.Close("closed by us");
            await watch.DisposeAsync();
            outbox.Work.Signal();
            await sender;
            outbox.EndConnection();
        }
        var reason = await wire.Closed;
        return reason == Wire.GivenUp && !stop.IsCancellationRequested ? $"no answer to a ping within {options.KeepAlive / 2}" : reason;
    }

    /// <summary>Until the end, subscribes to what is added.</summary>
    private async Task ServeAsync(Subscriptions subscriptions, int known, Task sender, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = stop.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        var over = Task.WhenAny(wire.Closed, sender, stopped.Task);
        while (await Task.WhenAny(over, subscriptions.WhenMoreThanAsync(known)) != over)
        {
            var all = subscriptions.All;
            if (!await SubscribeAsync([.. all.Skip(known)], stop))
                return;
            known = all.Count;
        }
    }

    private async Task<bool> SubscribeAsync(IReadOnlyList<Subscription> subscriptions, CancellationToken stop)
    {
        if (subscriptions.Count == 0)
            return true;
        var request = new MqttClientSubscribeOptions();
        foreach (var subscription in subscriptions)
        {
            request.TopicFilters.Add(new MqttTopicFilter
            {
                Topic = subscription.Filter.Text,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                NoLocal = limits.IsV5, // an answer of ours is no command
                RetainHandling = limits.IsV5 && !subscription.Options.WithRetained
                    ? MqttRetainHandling.DoNotSendOnSubscribe : MqttRetainHandling.SendAtSubscribe,
            });
        }
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var result = await client.SubscribeAsync(request, both.Token);
            foreach (var item in result.Items)
            {
                if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
                    log.SubscriptionRefused(item.TopicFilter.Topic, item.ResultCode.ToString());
            }
            return true;
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException
            or NullReferenceException) // MQTTnet 5.2 clears its packet dispatcher when a broker's garbage ends the connection at this moment
        {
            wire.Close(limit.IsCancellationRequested
                ? $"no answer to SUBSCRIBE within {options.ConnectTimeout}" : $"subscribing failed: {e.Message}");
            return false;
        }
    }

    /// <summary>A broker that neither reads nor acknowledges looks alive to TCP, and to pings.</summary>
    private void Watch(Outbox outbox)
    {
        if (wire.Writing > options.PublishTimeout)
            wire.Close($"the broker has read nothing for {options.PublishTimeout}");
        else if (outbox.OldestInFlight > options.PublishTimeout)
            wire.Close($"the broker has not acknowledged a message for {options.PublishTimeout}");
        else if (limits.KeepAlive > TimeSpan.Zero && limits.KeepAlive < options.KeepAlive && wire.IdleFor > limits.KeepAlive / 2)
            _ = PingAsync(); // MQTTnet pings by our own keep-alive and misses a shorter one of the broker's
    }

    private async Task PingAsync()
    {
        try
        {
            await wire.SendPacketAsync(MqttPingReqPacket.Instance, CancellationToken.None);
        }
        catch (MqttCommunicationException)
        {
            // The wire is closed now, which is seen elsewhere.
        }
    }

    private async Task SayFarewellAsync()
    {
        using var limit = new CancellationTokenSource(s_farewell, time);
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Nothing is owed to a broker that is gone.
        }
    }

    public void Dispose()
    {
        wire.Dispose();
        client.Dispose();
    }
}
