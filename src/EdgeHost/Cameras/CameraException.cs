namespace EdgeHost.Cameras;

/// <summary>A camera that cannot be opened or read. The message names the camera, what was expected, what was found, and the way out.</summary>
internal sealed class CameraException : Exception
{
    public CameraException(string message)
        : base(message)
    {
    }

    public CameraException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>Trying again cannot help (unknown scheme, missing file, ffmpeg not installed).</summary>
    public bool IsPermanent { get; init; }
}
