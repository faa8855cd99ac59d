using Microsoft.Extensions.Logging;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>Says once per topic and reason that the broker refuses our messages, not once per message.</summary>
internal sealed class RefusalLog(ILogger log)
{
    private const int Remembered = 256;
    private readonly Lock _gate = new();
    private readonly HashSet<(string Topic, int Code)> _said = [];

    public void Report(Rebuff rebuff)
    {
        lock (_gate)
        {
            if (_said.Count >= Remembered || !_said.Add((rebuff.Topic.Text, rebuff.Reason)))
                return;
        }
        if (rebuff.IsKept)
            log.PublishPutOff(rebuff.Topic.Text, Meaning(rebuff.Reason), rebuff.Reason);
        else
            log.PublishRefused(rebuff.Topic.Text, Meaning(rebuff.Reason), rebuff.Reason);
    }

    /// <summary>MQTT 5.0 section 3.4.2.1.</summary>
    private static string Meaning(int code) => code switch
    {
        0x87 => "not authorised: allow it in the broker's access list",
        0x90 => "it does not take this topic",
        0x95 => "too large for this broker: raise its packet limit",
        0x97 => "quota exceeded",
        0x99 => "payload format invalid",
        _ => "refused",
    };
}
