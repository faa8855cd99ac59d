namespace Telemetry.Uploading;

/// <summary>Section <c>Upload</c>: where rewards go, when, and as whom. Check with <see cref="UploadOptionsCheck"/> before use.</summary>
public sealed class UploadOptions
{
    /// <summary>Of the hub, such as <c>https://hub.example.org</c>. Null: nothing is uploaded, records wait in the spool.</summary>
    public string? Url { get; set; }

    /// <summary>The device's name at the hub; empty: the one that it has in topics.</summary>
    public string Device { get; set; } = "";

    /// <summary>The hub's own name. Another hub is then given nothing. Null: any hub that the certificate vouches for.</summary>
    public string? Hub { get; set; }

    /// <summary>File that holds the device's token. Read at every upload.</summary>
    public string? TokenFile { get; set; }

    /// <summary>PEM file of the authorities that may have signed the hub's certificate, and no others. Null: the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file of our certificate, intermediate ones behind it. Needs <see cref="ClientKeyFile"/>.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>PEM file of its private key, not encrypted.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>Between two uploads. Each wait is up to a tenth longer or shorter, so that a fleet spreads.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The first upload comes within this after a start, at a time that depends on the device's name: a vehicle may be on for less than a period.</summary>
    public TimeSpan FirstWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A try that fails is tried again after a random part of this, then of twice that, up to <see cref="Period"/>.</summary>
    public TimeSpan RetryFirst { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For one batch: connecting, sending and the hub's answer together.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    public UploadNetwork Network { get; set; } = UploadNetwork.Any;

    /// <summary>Network interfaces that cost money; <c>*</c> at the end stands for any rest. Only where <see cref="Network"/> is <see cref="UploadNetwork.Unmetered"/>.</summary>
    public List<string> MeteredInterfaces { get; set; } = [];

    /// <summary>Size of a batch before compression; a single record may be larger.</summary>
    public int BatchBytes { get; set; } = 512 * 1024;

    /// <summary>Room for records that the hub will never take. Full: uploading stops until somebody has looked.</summary>
    public long DeadLetterBytes { get; set; } = 64L * 1024 * 1024;
}

/// <summary>Over which networks records may leave.</summary>
public enum UploadNetwork
{
    Any,

    /// <summary>Not while the default route leads over one of <see cref="UploadOptions.MeteredInterfaces"/>.</summary>
    Unmetered,
}
