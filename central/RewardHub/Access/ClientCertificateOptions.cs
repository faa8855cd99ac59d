namespace RewardHub.Access;

/// <summary>Section <c>ClientCertificates</c>.</summary>
internal sealed class ClientCertificateOptions
{
    /// <summary>PEM: the authority (or several) that signs devices' certificates. Null: none is asked for.</summary>
    public string? CaFile { get; set; }
}
