namespace Telemetry.Incoming;

/// <summary>Where a stranger asks us to publish: no wildcards, and none of the broker's own topics.</summary>
internal static class ResponseTopic
{
    public static bool IsValid(string? text) => TopicName.Fault(text) is null && text is not ['$', ..];
}
