using Telemetry.Mqtt;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class MqttOptionsCheckTests
{
    [Fact]
    public void Problems_Defaults_AreNone() => Assert.Empty(MqttOptionsCheck.Problems(new MqttOptions()));

    [Fact]
    public void Problems_ManyWrong_AreAllNamedAtOnce()
    {
        var problems = MqttOptionsCheck.Problems(new MqttOptions
        {
            Host = "mqtt://broker",
            Port = 70_000,
            Device = "front/door",
            Prefix = "edge/#",
            CaFile = "/no/such/file",
            ClientCertificateFile = "/no/such/certificate",
            KeepAlive = TimeSpan.Zero,
            QueueMessages = 0,
            Protocol = (MqttProtocol)9,
        });
        foreach (var key in new[] { "Host", "Port", "Device", "Prefix", "CaFile", "ClientCertificateFile", "ClientKeyFile", "Tls", "KeepAlive", "QueueMessages", "Protocol" })
            Assert.Contains(problems, problem => problem.StartsWith($"Mqtt:{key} is ", StringComparison.Ordinal) && problem.Contains("expected", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("broker.example")]
    [InlineData("192.168.1.4")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public void Problems_UsualHosts_AreNone(string host) => Assert.Empty(MqttOptionsCheck.Problems(new MqttOptions { Host = host }));

    [Fact]
    public void Problems_UserForTheEmbeddedBroker_IsOne() => Assert.Contains("Host", Assert.Single(MqttOptionsCheck.Problems(new MqttOptions { User = "u" })), StringComparison.Ordinal);
}
