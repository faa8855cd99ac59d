using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace RewardHub.Access;

/// <summary>Certificates of devices, signed by our own authority and by no other. A certificate is withdrawn by revoking its device.</summary>
internal static class ClientCertificates
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static void Ask(HttpsConnectionAdapterOptions https, string caFile)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(caFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HubException($"ClientCertificates:CaFile {caFile} cannot be read: {e.Message}", e);
        }
        if (authorities.Count == 0)
            throw new HubException($"ClientCertificates:CaFile {caFile}: expected at least one PEM certificate, found none");
        // A device with a token has no certificate, so it is asked for and not required.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, sentChain, _) => IsSigned(certificate, sentChain, authorities);
    }

    private static bool IsSigned(X509Certificate2 certificate, X509Chain? sentChain, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (sentChain is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sentChain.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }
}
