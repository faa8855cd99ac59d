using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Access;

public sealed class ClientCertificateTests(PostgresFixture postgres)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    [Fact]
    public async Task Certificate_OfOurAuthority_IsTheDeviceOfItsCommonName()
    {
        await using var site = await Site.StartAsync(postgres);
        using var certificate = Sign(site.Authority, "lorry-1", ClientAuthentication);
        using var client = site.ClientWith(certificate);
        var device = new TestDevice(site.Hub, "lorry-1", null) { Client = client };
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(1, 0, 1);
        var other = device with { Name = "lorry-2" };
        (await other.SendAsync(1, 1, 0, other.Reward(1))).Is(HttpStatusCode.Forbidden, "lorry-1", "lorry-2");
        await using (var revoke = site.Hub.Database.CreateCommand("update devices set revoked = now()"))
            await revoke.ExecuteNonQueryAsync();
        (await device.SendAsync(2, 2, 1, device.Reward(2))).Is(HttpStatusCode.Forbidden, "revoked");
    }

    [Fact]
    public async Task Certificate_OfAnotherAuthorityOrForServersOnly_GetsNoConnection()
    {
        await using var site = await Site.StartAsync(postgres);
        using var stranger = Authority("somebody else");
        foreach (var certificate in new[] { Sign(stranger, "lorry-1", ClientAuthentication), Sign(site.Authority, "lorry-1", ServerAuthentication) })
        {
            using (certificate)
            using (var client = site.ClientWith(certificate))
            {
                var device = new TestDevice(site.Hub, "lorry-1", null) { Client = client };
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => device.SendAsync(1, 1, 0, device.Reward(1)));
            }
        }
    }

    [Fact]
    public async Task Certificate_None_LeavesTheToken()
    {
        await using var site = await Site.StartAsync(postgres);
        using var client = site.ClientWith(null);
        var device = new TestDevice(site.Hub, "lorry-3", null) { Client = client };
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.Unauthorized, "certificate");
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(120));
    }

    private static X509Certificate2 Sign(X509Certificate2 authority, string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(119), RandomNumberGenerator.GetBytes(8));
        return X509CertificateLoader.LoadPkcs12(certificate.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A hub with TLS, and the authority that signed its certificate and may sign devices'.</summary>
    private sealed class Site(TestHub hub, X509Certificate2 authority, string folder) : IAsyncDisposable
    {
        public X509Certificate2 Authority => authority;

        public TestHub Hub => hub;

        public static async Task<Site> StartAsync(PostgresFixture postgres)
        {
            var database = await postgres.CreateDatabaseAsync();
            var folder = Directory.CreateTempSubdirectory("hub-tls-").FullName;
            var authority = ClientCertificateTests.Authority("our authority");
            var (ca, server, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
            await File.WriteAllTextAsync(ca, authority.ExportCertificatePem());
            using (var certificate = Sign(authority, "hub", ServerAuthentication))
            {
                await File.WriteAllTextAsync(server, certificate.ExportCertificatePem());
                await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            }
            var hub = await TestHub.StartAsync(
                database, ready: false, "--urls=", "--Kestrel:Endpoints:Https:Url=https://127.0.0.1:0", $"--Kestrel:Endpoints:Https:Certificate:Path={server}",
                $"--Kestrel:Endpoints:Https:Certificate:KeyPath={key}", $"--ClientCertificates:CaFile={ca}");
            var site = new Site(hub, authority, folder);
            using var client = site.ClientWith(null);
            await hub.ReadyAsync(client);
            return site;
        }

        public HttpClient ClientWith(X509Certificate2? certificate)
        {
            var handler = new SocketsHttpHandler();
            handler.SslOptions.RemoteCertificateValidationCallback = (_, remote, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && remote!.Issuer == Authority.Subject;
            if (certificate is not null)
                handler.SslOptions.ClientCertificates = [certificate];
            return new HttpClient(handler) { BaseAddress = new Uri(Hub.Url), Timeout = TimeSpan.FromSeconds(30) };
        }

        public async ValueTask DisposeAsync()
        {
            await Hub.DisposeAsync();
            authority.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
