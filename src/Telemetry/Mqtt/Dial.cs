using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemetry.Mqtt;

/// <summary>Opens the connection to a broker: name, TCP, TLS. Certificates are read each time, so that renewed ones count at the
/// next reconnect.</summary>
internal sealed class Dial(MqttOptions options, string host, int port)
{
    public async Task<Channel> OpenAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: false);
            return options.Tls
                ? new Channel(socket, await EncryptAsync(stream, cancellationToken), isSecure: true)
                : new Channel(socket, stream, isSecure: false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> EncryptAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var fault = "";
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                fault = Fault(certificate, chain, errors);
                return errors == SslPolicyErrors.None;
            },
        };
        if (options.CaFile is { } caFile)
            tls.CertificateChainPolicy = TrustOnly(caFile);
        if (options.ClientCertificateFile is { } certificateFile)
            tls.ClientCertificateContext = ClientCertificate(certificateFile, options.ClientKeyFile!);
        var encrypted = new SslStream(stream);
        try
        {
            await encrypted.AuthenticateAsClientAsync(tls, cancellationToken);
            return encrypted;
        }
        catch (AuthenticationException e) when (fault.Length > 0)
        {
            await encrypted.DisposeAsync();
            throw new AuthenticationException(fault, e);
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new CryptographicException($"{caFile} holds no certificate: expected '-----BEGIN CERTIFICATE-----'");
    }

    private static SslStreamCertificateContext ClientCertificate(string certificateFile, string keyFile)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private string Fault(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return "";
        if (certificate is null)
            return "the broker sent no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the broker's certificate is for '{certificate.Subject}', not for '{host}': use the name that the certificate holds as Host";
        var states = string.Join(", ", chain?.ChainStatus.Select(status => status.Status) ?? []);
        return $"the broker's certificate ('{certificate.Subject}') is not trusted: {states}; put the authority that signed it into CaFile";
    }
}
