using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemetry.Tests.Brokers;

/// <summary>An authority of our own, a certificate for the broker and one for the device, as PEM files.</summary>
internal sealed class TestCertificates
{
    private static readonly DateTimeOffset s_from = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset s_until = s_from.AddDays(30);

    public TestCertificates(string directory, string brokerName = "127.0.0.1")
    {
        Directory = directory;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var authority = request.CreateSelfSigned(s_from, s_until);
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
        Issue(authority, "broker", brokerName);
        Issue(authority, "device", null);
    }

    public string Directory { get; }

    public string CaFile => Path.Combine(Directory, "ca.pem");

    public string Certificate(string name) => Path.Combine(Directory, $"{name}.pem");

    public string Key(string name) => Path.Combine(Directory, $"{name}.key");

    /// <summary>With its key, for a server.</summary>
    public X509Certificate2 Load(string name)
    {
        using var fromPem = X509Certificate2.CreateFromPemFile(Certificate(name), Key(name));
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }

    private void Issue(X509Certificate2 authority, string name, string? host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }
        using var certificate = request.Create(authority, s_from, s_until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Certificate(name), certificate.ExportCertificatePem());
        File.WriteAllText(Key(name), key.ExportPkcs8PrivateKeyPem());
    }
}
