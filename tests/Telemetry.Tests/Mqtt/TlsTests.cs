using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class TlsTests : LinkFixture
{
    private static async Task<(Mosquitto Broker, TestCertificates Certificates)> StartAsync(string brokerName = "127.0.0.1", bool wantsClientCertificate = false)
    {
        Mosquitto.SkipWhereAbsent();
        var certificates = new TestCertificates(Directory.CreateTempSubdirectory("edge-mosquitto-").FullName, brokerName);
        var listener = $"allow_anonymous true\ncafile {certificates.CaFile}\ncertfile {certificates.Certificate("broker")}\nkeyfile {certificates.Key("broker")}\nrequire_certificate {(wantsClientCertificate ? "true" : "false")}";
        return (await Mosquitto.StartAsync(listener, certificates.Directory), certificates);
    }

    private static MqttOptions TlsOptions(int port, string? caFile)
    {
        var options = Options(port);
        (options.Tls, options.CaFile) = (true, caFile);
        return options;
    }

    [Fact]
    public async Task Tls_OurAuthority_PublishesEncrypted()
    {
        var (broker, certificates) = await StartAsync();
        await using var _ = broker;
        var link = NewLink(TlsOptions(broker.Port, certificates.CaFile));
        link.Start();
        Assert.Contains("(TLS)", (await link.WhenConnectedAsync()).Broker, StringComparison.Ordinal);
        for (var i = 0; i < 500; i++)
            Publish(link, "cam/events", new string('x', 1000), Delivery.Event);
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal(501, link.Publisher.Snapshot().Acknowledged);
    }

    [Fact]
    public async Task Tls_UnknownAuthority_IsRefusedWithTheWayOut()
    {
        var (broker, _) = await StartAsync();
        await using var __ = broker;
        var link = NewLink(TlsOptions(broker.Port, null));
        link.Start();
        Assert.Contains("CaFile", (await link.WhenAsync(status => status.State == LinkState.Waiting)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_CertificateOfAnotherName_IsRefused()
    {
        var (broker, certificates) = await StartAsync(brokerName: "broker.example");
        await using var _ = broker;
        var link = NewLink(TlsOptions(broker.Port, certificates.CaFile));
        link.Start();
        Assert.Contains("not for '127.0.0.1'", (await link.WhenAsync(status => status.State == LinkState.Waiting)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_ClientCertificate_IsAskedForAndGiven()
    {
        var (broker, certificates) = await StartAsync(wantsClientCertificate: true);
        await using var _ = broker;
        var without = NewLink(TlsOptions(broker.Port, certificates.CaFile));
        without.Start();
        Assert.NotEmpty((await without.WhenAsync(status => status.State == LinkState.Waiting)).Detail!);
        await without.StopAsync();

        var options = TlsOptions(broker.Port, certificates.CaFile);
        (options.ClientCertificateFile, options.ClientKeyFile) = (certificates.Certificate("device"), certificates.Key("device"));
        var link = NewLink(options);
        link.Start();
        await link.WhenConnectedAsync();
    }

    [Fact]
    public async Task Tls_BrokerSpeaksPlainly_IsAFault()
    {
        await using var broker = await Mosquitto.StartAsync();
        var link = NewLink(TlsOptions(broker.Port, null));
        link.Start();
        Assert.NotEmpty((await link.WhenAsync(status => status.State == LinkState.Waiting)).Detail!);
    }

    [Fact]
    public async Task Tls_NotACertificateFile_IsAFaultNotACrash()
    {
        var (broker, certificates) = await StartAsync();
        await using var _ = broker;
        // A file of its own: mosquitto listens before it has read its own certificates, and stops where it cannot.
        var notOne = Path.Combine(certificates.Directory, "hello.pem");
        await File.WriteAllTextAsync(notOne, "hello");
        var link = NewLink(TlsOptions(broker.Port, notOne));
        link.Start();
        Assert.Contains("holds no certificate", (await link.WhenAsync(status => status.State == LinkState.Waiting)).Detail, StringComparison.Ordinal);
    }
}
