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

    private readonly AnonymousPipeClientStream _pipe;
    private readonly ChildMessages _messages;
    private readonly Func<bool> _isAborted;
    private readonly int _descriptor;

    public ChildPipe(AnonymousPipeClientStream pipe, ChildMessages messages, Func<bool> isAborted)
    {
        (_pipe, _messages, _isAborted) = (pipe, messages, isAborted);
        _descriptor = (int)pipe.SafePipeHandle.DangerousGetHandle();
        Posix.MakeNonBlocking(_descriptor);
        Posix.WidenPipe(_descriptor, PipeBytes);
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
                Wait();
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

    private void Wait()
    {
        var targets = stackalloc Posix.PollTarget[2];
        targets[0] = new() { Descriptor = _descriptor, Events = Posix.PollIn };
        targets[1] = new() { Descriptor = _messages.Descriptor, Events = Posix.PollIn };
        _ = Posix.Poll(targets, 2, PollMilliseconds);
        if (targets[1].Got != 0)
            _messages.Drain();
    }
}
