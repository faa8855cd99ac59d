using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemetry.Tls;

/// <summary>From PEM files to what a TLS connection needs. Read at each connection, so that renewed certificates count at the next one.</summary>
internal static class TlsFiles
{
    /// <summary>These authorities and no others.</summary>
    public static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new CryptographicException($"{caFile} holds no certificate: expected '-----BEGIN CERTIFICATE-----'");
    }

    /// <summary>Our certificate with its key; intermediate ones behind it in the file are sent along.</summary>
    public static SslStreamCertificateContext ClientCertificate(string certificateFile, string keyFile)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    /// <summary>What is wrong with the other side's certificate, and the way out; empty where nothing is.</summary>
    /// <param name="peer">Who it is, such as "broker".</param>
    public static string Fault(string peer, string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return "";
        if (certificate is null)
            return $"the {peer} sent no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the {peer}'s certificate is for '{certificate.Subject}', not for '{host}': use the name that the certificate holds";
        var states = string.Join(", ", chain?.ChainStatus.Select(status => status.Status) ?? []);
        return $"the {peer}'s certificate ('{certificate.Subject}') is not trusted: {states}; put the authority that signed it into CaFile";
    }
}
