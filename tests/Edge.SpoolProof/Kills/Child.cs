using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;

namespace Edge.SpoolProof.Kills;

/// <summary>
/// The process that is killed: one thread appends and says what is durable, one drains and says what it got before it acknowledges. Each
/// line is one write to the pipe, which outlives the process:
/// <c>R</c> ready; <c>A first last</c> durable; <c>D number…</c> delivered; <c>X what</c> something that must not be.
/// </summary>
internal static class Child
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    public static int Run(string folder, long first)
    {
        using var output = Console.OpenStandardOutput();
        var gate = new Lock();
        void Say(string line)
        {
            lock (gate)
                output.Write(Encoding.ASCII.GetBytes(line + "\n"));
        }

        using var spool = new DurableSpool(new SpoolOptions { Directory = folder, SegmentBytes = 64 * 1024, MaxBytes = 64 * 1024 * 1024, QueueBytes = 64 * 1024, MaxRecordBytes = 4096 },
            TimeProvider.System, NullLogger<DurableSpool>.Instance);
        Say("R");
        var writer = Task.Run(() => WriteAsync(spool, first, Say));
        var drainer = Task.Run(() => DrainAsync(spool, Say));
        Task.WhenAny(writer, drainer).Unwrap().GetAwaiter().GetResult();
        return 0;
    }

    private static async Task WriteAsync(DurableSpool spool, long number, Action<string> say)
    {
        var random = new Random();
        while (true)
        {
            var (begin, sequence) = (number, 0L);
            for (var left = random.Next(1, 12); left > 0; left--)
            {
                if (!spool.TryAppend(RecordKind.Event, Pattern.Of(number), out sequence))
                {
                    say("X refused");
                    return;
                }
                number++;
            }
            if (!await spool.WhenDurableAsync(sequence, CancellationToken.None).WaitAsync(s_longestWait))
            {
                say("X not durable");
                return;
            }
            say($"A {begin} {number - 1}");
        }
    }

    private static async Task DrainAsync(DurableSpool spool, Action<string> say)
    {
        var batch = new SpoolBatch(maxRecords: 50);
        var line = new StringBuilder();
        while (true)
        {
            var after = spool.Snapshot().AcknowledgedThrough;
            spool.Read(batch, after);
            if (batch.Entries.Length == 0)
            {
                await spool.WhenDurableAsync(after + 1, CancellationToken.None).WaitAsync(s_longestWait);
                continue;
            }
            line.Clear().Append('D');
            foreach (var entry in batch.Entries)
            {
                if (entry.Kind == RecordKind.Gap)
                    say($"X gap {(GapRecord.TryDecode(batch.Payload(entry), out var gap) ? gap : entry.Id)}");
                else if (Pattern.NumberOf(batch.Payload(entry)) is var number and >= 0)
                    line.Append(' ').Append(number);
                else
                    say($"X {entry.Id} is not what was given");
            }
            say(line.ToString());
            await spool.AcknowledgeAsync(batch.LastSequence, CancellationToken.None).WaitAsync(s_longestWait);
        }
    }
}
