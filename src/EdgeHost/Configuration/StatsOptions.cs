namespace EdgeHost.Configuration;

/// <summary>Section <c>Stats</c>.</summary>
internal sealed class StatsOptions
{
    /// <summary>Seconds between two <c>stats</c> messages. Default 5.</summary>
    public double Seconds { get; set; } = 5;

    /// <summary>Where to send metrics (OTLP over gRPC, e.g. <c>http://localhost:4317</c>). Null: nowhere.</summary>
    public string? OtlpEndpoint { get; set; }
}
