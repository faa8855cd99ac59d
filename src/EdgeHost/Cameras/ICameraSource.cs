using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

/// <summary>
/// One opening of a camera. Used by one thread of its own, which it may block; a second thread may only call
/// <see cref="Abort"/>. After an end or an error it is disposed and a fresh one is opened.
/// </summary>
internal interface ICameraSource : IDisposable
{
    /// <summary>The source has a clock of its own (a device, a network stream): it cannot wait for us, so late frames are
    /// dropped. A file, a folder or the simulator can.</summary>
    bool IsLive { get; }

    /// <summary>It does <see cref="CameraOpening.Again"/> by itself: its end is that of the last play, and times start over at each.</summary>
    bool PlaysAgain => false;

    /// <summary>Blocks until the next picture, which it puts into a frame rented from <paramref name="pool"/>; the caller holds
    /// the lease. Sets <see cref="Frame.SourceTime"/> and <see cref="Frame.SourceSize"/>. Null at the end of the source.</summary>
    /// <exception cref="CameraException">The source cannot be read: what, which one, expected, found, and the way out.</exception>
    Frame? Read(FramePool pool, CancellationToken cancellationToken);

    /// <summary>Makes a blocked <see cref="Read"/> return or throw soon: kills the child process, closes the connection.</summary>
    void Abort();
}
