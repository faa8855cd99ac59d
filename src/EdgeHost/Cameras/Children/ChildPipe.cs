using System.IO.Pipes;
using System.Runtime.InteropServices;
using EdgeHost.Cameras.Framing;

namespace EdgeHost.Cameras.Children;

/// <summary>
/// A child's standard output by read(2) straight into the target, and poll(2) only while nothing is there. The child's
/// messages are drained in the same waits, so that it can never block on them.
/// </summary>
internal sealed unsafe class ChildPipe : ByteSource
{
    /// <summary>The kernel's default limit for a pipe (fs.pipe-max-size): two or three frames, so that the decoder works ahead.</summary>
    private const int PipeBytes = 1 << 20;

    /// <summary>How soon an abort is seen even if a stray grandchild keeps the pipe open.</summary>
    private const int PollMilliseconds = 200;

    /// <summary>
    /// ffmpeg writes a frame in pieces of 32 KB. Who reads each at once is woken a dozen times a frame and wakes the writer as
    /// often; who waits this long first finds it whole. 768×432: 1 read a frame instead of 11 to 15, 0.07 ms of CPU instead of
    /// 0.10 to 0.22.
    /// </summary>
    private const uint GatherMicroseconds = 100;

    /// <summary>Less than this is not worth a wait.</summary>
    private const int GatherBytes = 64 << 10;

    private readonly AnonymousPipeClientStream _pipe;
    private readonly ChildMessages _messages;
    private readonly Func<bool> _isAborted;
    private readonly int _descriptor;
    private readonly bool _isWide;

    public ChildPipe(AnonymousPipeClientStream pipe, ChildMessages messages, Func<bool> isAborted)
    {
        (_pipe, _messages, _isAborted) = (pipe, messages, isAborted);
        _descriptor = (int)pipe.SafePipeHandle.DangerousGetHandle();
        Posix.MakeNonBlocking(_descriptor);
        _isWide = Posix.WidenPipe(_descriptor, PipeBytes);
    }

    protected override int ReadSome(Span<byte> target)
    {
        while (!_isAborted())
        {
            nint read;
            fixed (byte* bytes = target)
                read = Posix.Read(_descriptor, bytes, (nuint)target.Length);
            if (read >= 0)
                return (int)read;
            var error = Marshal.GetLastPInvokeError();
            if (error == Posix.WouldBlock)
                Wait(gathers: _isWide && target.Length > GatherBytes);
            else if (error != Posix.Interrupted)
                throw new CameraException($"the child's output could not be read (errno {error})");
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe.Dispose();
            _messages.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Wait(bool gathers)
    {
        var targets = stackalloc Posix.PollTarget[2];
        targets[0] = new() { Descriptor = _descriptor, Events = Posix.PollIn };
        targets[1] = new() { Descriptor = _messages.Descriptor, Events = Posix.PollIn };
        _ = Posix.Poll(targets, 2, PollMilliseconds);
        if (targets[1].Got != 0)
            _messages.Drain();
        if (gathers && targets[0].Got == Posix.PollIn)
            _ = Posix.Nap(GatherMicroseconds);
    }
}
