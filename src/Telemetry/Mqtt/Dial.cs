using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Telemetry.Tls;

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
                fault = TlsFiles.Fault("broker", host, certificate, chain, errors);
                return errors == SslPolicyErrors.None;
            },
        };
        if (options.CaFile is { } caFile)
            tls.CertificateChainPolicy = TlsFiles.TrustOnly(caFile);
        if (options.ClientCertificateFile is { } certificateFile)
            tls.ClientCertificateContext = TlsFiles.ClientCertificate(certificateFile, options.ClientKeyFile!);
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
}
