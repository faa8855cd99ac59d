namespace Telemetry.Mqtt;

/// <summary>
/// How long to wait before the next attempt to connect: a random part of a bound that doubles with each attempt ("full jitter",
/// so that a fleet does not come back in step after a broker's restart). Only a connection that lasted starts it afresh: a
/// broker that accepts and then throws us out is not hammered.
/// </summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, TimeProvider time, Func<double> random)
{
    private static readonly TimeSpan s_lasting = TimeSpan.FromSeconds(60);
    private int _attempts;
    private long? _connectedAt;

    public void Connected() => _connectedAt = time.GetTimestamp();

    public void Lost()
    {
        if (_connectedAt is { } at && time.GetElapsedTime(at) >= s_lasting)
            _attempts = 0;
        _connectedAt = null;
    }

    public TimeSpan Next()
    {
        var bound = first * Math.Pow(2, Math.Min(_attempts, 30));
        _attempts++;
        return random() * (bound < longest ? bound : longest);
    }
}
