using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using Telemetry.Incoming;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>One message to a device and its answer, from another process, without disturbing the device's own connection: own client id, no last will.</summary>
public static class MqttRequest
{
    /// <param name="options">The broker (<see cref="MqttOptions.Host"/> is needed) and the device.</param>
    /// <param name="path">Topic below the device's.</param>
    /// <param name="answerPath">Where its answers come.</param>
    /// <param name="isAnswer">Tells the answer to this message from answers to others.</param>
    /// <param name="limit">For all of it.</param>
    /// <returns>The answer, or why there is none.</returns>
    public static async Task<(byte[]? Answer, string? Fault)> SendAsync(
        MqttOptions options, string path, ReadOnlyMemory<byte> payload, string answerPath, Func<byte[], bool> isAnswer, TimeSpan limit, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var own = options.WithClientId($"{options.EffectiveClientId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var topics = new TopicRoot(options.Prefix, options.EffectiveDevice);
        var answered = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subscriptions = new Subscriptions(options.InboundPayloadBytes, NullLogger.Instance, static (_, _, _) => { });
        subscriptions.Subscribe(topics.Filter(answerPath), (message, _) =>
        {
            if (message.Payload.ToArray() is var answer && isAnswer(answer))
                answered.TrySetResult(answer);
            return ValueTask.CompletedTask;
        });
        using var bound = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        var outbox = new Outbox(1, payload.Length + 1024, 1, 1, time);
        var connector = new Connector(own, options.Host!, options.EffectivePort, new TopicName("unused"), time, NullLogger.Instance);
        var version = options.Protocol == MqttProtocol.V311 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
        var opened = await connector.OpenAsync(version, withWill: false, outbox, Receive, static _ => { }, static _ => { }, stop.Token);
        if (opened.WrongVersion && options.Protocol == MqttProtocol.Auto)
            opened = await connector.OpenAsync(MqttProtocolVersion.V311, withWill: false, outbox, Receive, static _ => { }, static _ => { }, stop.Token);
        if (opened.Connection is not { } connection)
            return (null, $"the broker {options.Host}:{options.EffectivePort} cannot be used: {opened.Fault}");
        outbox.Publish(topics.Topic(path), payload.Span, Delivery.Event);
        var serving = connection.RunAsync(outbox, subscriptions, new RefusalLog(NullLogger.Instance), stop.Token);
        await Task.WhenAny(answered.Task, serving); // the connection ends with the limit
        await stop.CancelAsync();
        var reason = await serving;
        outbox.Close();
        connection.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return answered.Task.IsCompletedSuccessfully
            ? (await answered.Task, null)
            : (null, bound.IsCancellationRequested
                ? $"no answer on {topics.Topic(answerPath)} within {limit.TotalSeconds:0} s: does the device run, and is it on this broker?" : $"the connection broke: {reason}");

        void Receive(MqttPublishPacket packet) =>
            subscriptions.Deliver(new InboundMessage(packet.Topic ?? "", packet.Payload.ToArray(), null, null, packet.Retain));
    }
}
