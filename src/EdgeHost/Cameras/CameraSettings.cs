using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

/// <summary><see cref="CameraOptions"/> after validation.</summary>
internal sealed record CameraSettings
{
    public required CameraId Id { get; init; }

    public required CameraUri Uri { get; init; }

    /// <summary>Name or folder of the model; null: the default one.</summary>
    public string? Model { get; init; }

    /// <summary>How often the source is played; null for ever.</summary>
    public int? Plays { get; init; } = 1;

    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public bool AsFastAsPossible { get; init; }

    public int FrameBuffers { get; init; } = 12;

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Null where nobody said how it stands.</summary>
    public CameraGeometry? Geometry { get; init; }

    /// <summary>Not meant for the eye of a record: the URI prints itself without its password.</summary>
    public override string ToString() => $"{Id} ({Uri})";
}
