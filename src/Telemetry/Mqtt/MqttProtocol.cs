namespace Telemetry.Mqtt;

public enum MqttProtocol
{
    /// <summary>5, and 3.1.1 with a broker that refuses 5.</summary>
    Auto,
    V311,
    V5,
}
