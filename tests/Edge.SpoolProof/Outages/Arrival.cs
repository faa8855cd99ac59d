using System.Text.Json;

namespace Edge.SpoolProof.Outages;

/// <summary>What a subscriber heard, held against what was published: 0, 1, 2 … in this order. A second copy has the number of the first.</summary>
internal sealed class Arrival(int count)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly long[] _sequences = new long[count]; // by number; 0: not heard
    private readonly TaskCompletionSource _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    public int Lost => _sequences.Count(sequence => sequence == 0);

    public int OutOfOrder { get; private set; }

    public int Twice { get; private set; }

    public int Gaps { get; private set; }

    public void Hear(StreamReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            using var message = JsonDocument.Parse(line);
            if (!message.RootElement.TryGetProperty("n", out var number))
            {
                Gaps++;
                continue;
            }
            var (n, sequence) = (number.GetInt32(), message.RootElement.GetProperty("seq").GetInt64());
            if (_sequences[n] != 0 && _sequences[n] == sequence)
                Twice++;
            else if (_sequences[n] != 0 || n != _next)
                OutOfOrder++;
            _sequences[n] = sequence;
            _next = n + 1;
            if (_next == _sequences.Length)
                _last.TrySetResult();
        }
    }

    public void WaitForTheLast() => _last.Task.Wait((int)s_patience.TotalMilliseconds);
}
