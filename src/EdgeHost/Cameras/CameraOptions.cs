namespace EdgeHost.Cameras;

/// <summary>One entry of the configuration's <c>Cameras</c>, or of a <c>cmd/camera</c> message.</summary>
internal sealed class CameraOptions
{
    /// <summary>The camera's name in topics: letters, digits, '-' and '_', none of the reserved words.</summary>
    public string Id { get; set; } = "";

    /// <summary>See <see cref="CameraUri"/>.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Name or folder of the model that looks at its pictures; null: the default one.</summary>
    public string? Model { get; set; }

    /// <summary>Start a file, folder or pattern again at its end. The URI's <c>?loop</c> does the same.</summary>
    public bool Loop { get; set; }

    /// <summary>Play a file, folder or pattern so many times, then end. Null: once, or for ever with <see cref="Loop"/>.</summary>
    public int? Loops { get; set; }

    /// <summary>Without a frame for so long, the source is aborted and opened anew.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Read a file, folder or pattern as fast as its frames are taken, not by its own clock. Live sources are not affected.</summary>
    public bool AsFastAsPossible { get; set; }

    /// <summary>Pictures in memory at a time, shared by all who hold one: queue, engine, snapshot, memory.</summary>
    public int FrameBuffers { get; set; } = 12;

    /// <summary>Only these labels are reported; empty: all of the model's.</summary>
    public IList<string> Labels { get; set; } = [];

    /// <summary>How it stands, for answers in metres; null: not known.</summary>
    public CameraGeometryOptions? Geometry { get; set; }
}
