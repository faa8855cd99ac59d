using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>Makes connections to one broker.</summary>
internal sealed class Connector(MqttOptions options, string host, int port, TopicName statusTopic, TimeProvider time, ILogger log)
{
    private const ushort InboundInFlight = 64;
    private const int PacketHeadBytes = 128 * 1024; // a topic, a response topic and properties, beside the payload

    public async Task<ConnectResult> OpenAsync(MqttProtocolVersion version, bool withWill, Outbox outbox, Action<MqttPublishPacket> received,
        Action<int> oversized, Action<Rebuff> refused, CancellationToken stop)
    {
        var maxPacketBytes = options.InboundPayloadBytes + PacketHeadBytes;
        var formatter = new MqttPacketFormatterAdapter(version, new MqttBufferWriter(4096, 65_535));
        var wire = new ClientWire(new Dial(options, host, port).OpenAsync, formatter, maxPacketBytes, time, outbox, received, oversized, refused);
        var client = new MqttClientFactory().CreateMqttClient(new OneWire(wire));
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        ConnectResult result;
        try
        {
            var answer = await client.ConnectAsync(Request(version, withWill, maxPacketBytes), both.Token);
            if (answer.ResultCode == MqttClientConnectResultCode.Success)
            {
                var limits = BrokerLimits.From(answer, version == MqttProtocolVersion.V500);
                return new ConnectResult { Connection = new Connection(client, wire, limits, options, time, log) };
            }
            result = Refused(answer);
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException or IOException
            or SocketException or AuthenticationException or CryptographicException or UnauthorizedAccessException or ObjectDisposedException)
        {
            var late = limit.IsCancellationRequested && !stop.IsCancellationRequested;
            result = new ConnectResult
            {
                Fault = late ? $"no answer within {options.ConnectTimeout}" : Explain(e, wire),
                // An old broker may just hang up on a version it does not know.
                WrongVersion = version == MqttProtocolVersion.V500 && !late && wire is { BytesSent: > 0, BytesReceived: 0 },
            };
        }
        wire.Dispose();
        client.Dispose();
        return result;
    }

    private MqttClientOptions Request(MqttProtocolVersion version, bool withWill, int maxPacketBytes)
    {
        var isV5 = version == MqttProtocolVersion.V500;
        var request = new MqttClientOptions
        {
            ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint(host, port) },
            ProtocolVersion = version,
            ClientId = options.EffectiveClientId,
            CleanSession = true, // what was unacknowledged we send again ourselves; a stale command must not wait for us
            KeepAlivePeriod = options.KeepAlive,
            Timeout = options.ConnectTimeout,
            Credentials = options.User is null ? null : new Credentials(options),
            MaximumPacketSize = isV5 ? (uint)maxPacketBytes : 0,
            ReceiveMaximum = isV5 ? InboundInFlight : (ushort)0,
        };
        if (withWill)
        {
            request.WillTopic = statusTopic.Text;
            request.WillPayload = Encoding.UTF8.GetBytes(MqttLink.Offline);
            request.WillQualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce;
            request.WillRetain = true;
        }
        return request;
    }

    private ConnectResult Refused(MqttClientConnectResult answer)
    {
        var code = answer.ResultCode;
        var reason = code switch
        {
            MqttClientConnectResultCode.BadUserNameOrPassword => options.User is null
                ? "it asks for a user and password: set User and PasswordFile" : $"it does not take user '{options.User}' with this password",
            MqttClientConnectResultCode.NotAuthorized => options.User is null
                ? "we are not allowed to connect: set User and PasswordFile, or a client certificate" : $"user '{options.User}' is not allowed to connect",
            MqttClientConnectResultCode.ClientIdentifierNotValid => $"it does not take the client id '{options.EffectiveClientId}': set ClientId",
            _ => $"{code} (0x{(int)code:X2})",
        };
        return new ConnectResult
        {
            Fault = $"the broker refused: {reason}{(string.IsNullOrEmpty(answer.ReasonString) ? "" : $" ({answer.ReasonString})")}",
            WrongVersion = code is MqttClientConnectResultCode.UnsupportedProtocolVersion,
            WillRefused = code is MqttClientConnectResultCode.RetainNotSupported or MqttClientConnectResultCode.QoSNotSupported,
        };
    }

    private static string Explain(Exception e, ClientWire wire)
    {
        if (wire.Closed is { IsCompletedSuccessfully: true } closed && closed.Result is var reason && reason != Wire.GivenUp)
            return reason;
        while (e.InnerException is { } inner && e is MqttCommunicationException)
            e = inner;
        return e.Message;
    }
}
