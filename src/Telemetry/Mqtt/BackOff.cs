namespace Telemetry.Mqtt;

/// <summary>
/// How long to wait before the next attempt to connect: a random part of a bound that doubles with each attempt ("full jitter",
/// so that a fleet does not come back in step after a broker's restart). Only a connection that lasted starts it afresh: a
/// broker that accepts and then throws us out is not hammered.
/// </summary>
/// <param name="first">Bound of the first wait while there has been no connection yet.</param>
/// <param name="spread">Bound of the first wait after a connection was lost: then every other device lost its own too.</param>
internal sealed class BackOff(TimeSpan first, TimeSpan spread, TimeSpan longest, TimeProvider time, Func<double> random)
{
    private static readonly TimeSpan s_lasting = TimeSpan.FromSeconds(60);
    private int _attempts;
    private long? _connectedAt;
    private TimeSpan _first = first;

    /// <param name="host">Of the broker.</param>
    public static BackOff For(MqttOptions options, string host, TimeProvider time, Func<double> random) =>
        new(options.ReconnectFirst, options.SpreadTo(host), options.LongestTo(host), time, random);

    public void Connected() => (_connectedAt, _first) = (time.GetTimestamp(), spread);

    public void Lost()
    {
        if (_connectedAt is { } at && time.GetElapsedTime(at) >= s_lasting)
            _attempts = 0;
        _connectedAt = null;
    }

    public TimeSpan Next()
    {
        var bound = _first * Math.Pow(2, Math.Min(_attempts, 30));
        _attempts++;
        return random() * (bound < longest ? bound : longest);
    }
}
