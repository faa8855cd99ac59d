namespace EdgeHost.Cameras;

/// <summary>What kind of source a camera URI names.</summary>
internal enum CameraScheme
{
    /// <summary>The built-in moving test pattern.</summary>
    Sim,

    /// <summary>A video file, also a plain path.</summary>
    File,

    /// <summary>RTSP, plain or over TLS.</summary>
    Rtsp,

    /// <summary>MJPEG (multipart/x-mixed-replace) over HTTP or HTTPS.</summary>
    Http,

    /// <summary>A folder of pictures.</summary>
    Images,

    /// <summary>A Video4Linux2 device.</summary>
    V4l2,

    /// <summary>A command line whose standard output is NUT, Y4M or multipart MJPEG.</summary>
    Process,
}
