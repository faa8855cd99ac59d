using System.IO.Pipes;
using System.Text;

namespace EdgeHost.Cameras.Children;

/// <summary>What a child says on standard error: each line to a listener, the last few kept for error messages, passwords taken
/// out. Drained by the thread that reads the child's output.</summary>
internal sealed unsafe class ChildMessages
{
    private const int KeptLines = 8;
    private const int MaxLineBytes = 512;

    private readonly AnonymousPipeClientStream _pipe;
    private readonly Action<string>? _onLine;
    private readonly Queue<string> _kept = new();
    private readonly byte[] _line = new byte[MaxLineBytes];
    private int _length;
    private bool _ended;

    public ChildMessages(AnonymousPipeClientStream pipe, Action<string>? onLine)
    {
        (_pipe, _onLine) = (pipe, onLine);
        Posix.MakeNonBlocking(Descriptor);
    }

    /// <summary>For poll; −1, which poll ignores, after the end.</summary>
    public int Descriptor => _ended ? -1 : (int)_pipe.SafePipeHandle.DangerousGetHandle();

    /// <summary>Decides which lines are worth keeping; all unless set.</summary>
    public Func<string, bool>? Keeps { get; set; }

    /// <summary>The last lines kept, oldest first.</summary>
    public IReadOnlyCollection<string> Last => _kept;

    /// <summary>Takes in what is there now, without waiting.</summary>
    public void Drain()
    {
        Span<byte> bytes = stackalloc byte[1024];
        while (!_ended)
        {
            nint read;
            fixed (byte* target = bytes)
                read = Posix.Read(Descriptor, target, (nuint)bytes.Length);
            if (read == 0)
                _ended = true;
            if (read <= 0)
                break;
            foreach (var value in bytes[..(int)read])
                Add(value);
        }
        if (_ended)
            EndLine();
    }

    public void Dispose() => _pipe.Dispose();

    private void Add(byte value)
    {
        if (value is (byte)'\n' or (byte)'\r')
            EndLine();
        else if (_length < MaxLineBytes)
            _line[_length++] = value;
    }

    private void EndLine()
    {
        var line = CameraSecrets.Redact(Encoding.UTF8.GetString(_line, 0, _length).Trim());
        _length = 0;
        if (line.Length == 0)
            return;
        _onLine?.Invoke(line);
        if (Keeps is not null && !Keeps(line))
            return;
        if (_kept.Count == KeptLines)
            _kept.Dequeue();
        _kept.Enqueue(line);
    }
}
