namespace EdgePlanner.Tools;

/// <summary>What a tool needs from the device. A tool whose needs are not all offered is not offered itself.</summary>
[Flags]
public enum Capabilities
{
    None = 0,

    /// <summary>Finds things in the picture.</summary>
    Detector = 1,

    /// <summary>Compares pictures with words (image and text encoder).</summary>
    Encoder = 2,

    /// <summary>Camera height, pitch and focal length: metres on the ground.</summary>
    Geometry = 4,

    /// <summary>Things followed over several frames.</summary>
    Motion = 8,

    /// <summary>Speed of the camera's carrier.</summary>
    Ego = 16,

    /// <summary>Reads text.</summary>
    Ocr = 32,

    /// <summary>Scene memory.</summary>
    Memory = 64,

    /// <summary>Events: happenings, lines that are crossed.</summary>
    Events = 128,

    All = 255,
}
