namespace EdgePlanner.Tools;

/// <summary>What a device has or lacks, in words.</summary>
internal static class CapabilityText
{
    public static string Of(Capabilities capability) => capability switch
    {
        Capabilities.Detector => "detector",
        Capabilities.Encoder => "image and text encoder",
        Capabilities.Geometry => "camera geometry (height, pitch, field of view)",
        Capabilities.Motion => "tracker",
        Capabilities.Ego => "speed of its own",
        Capabilities.Ocr => "text reader",
        Capabilities.Memory => "scene memory",
        Capabilities.Events => "event detection",
        _ => capability.ToString(),
    };
}
