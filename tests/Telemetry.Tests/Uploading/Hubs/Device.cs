using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Telemetry.Uploading;

namespace Telemetry.Tests.Uploading.Hubs;

/// <summary>A spool on a real disk with an uploader on it, in a folder that goes with it.</summary>
internal sealed class Device : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("upload-").FullName;
    private readonly Uploader _uploader;

    public Device(string url, Action<UploadOptions>? more = null, ILogger? log = null, Action<SpoolOptions>? spool = null)
    {
        var token = Path.Combine(_folder, "token");
        File.WriteAllText(token, "secret-token\n");
        var options = new UploadOptions { Url = url, TokenFile = token, FirstWithin = TimeSpan.FromDays(1), Timeout = TimeSpan.FromSeconds(20) };
        more?.Invoke(options);
        var spoolOptions = new SpoolOptions { Directory = Path.Combine(_folder, "spool") };
        spool?.Invoke(spoolOptions);
        Spool = new DurableSpool(spoolOptions, TimeProvider.System, NullLogger<DurableSpool>.Instance);
        _uploader = new Uploader(Spool, options, "van-7", DeadLetters, TimeProvider.System, log ?? NullLogger.Instance, () => 0.5);
        _uploader.Start();
    }

    public DurableSpool Spool { get; }

    public string DeadLetters => Path.Combine(_folder, "dead");

    public long Acknowledged => Spool.Snapshot().AcknowledgedThrough;

    public UploadSnapshot Uploads => _uploader.Snapshot();

    /// <summary>Returns when they are durable; the last number.</summary>
    public async Task<long> AppendAsync(int count, Func<int, string>? payload = null, RecordKind kind = RecordKind.Reward)
    {
        var last = 0L;
        for (var i = 0; i < count; i++)
        {
            var text = payload?.Invoke(i) ?? $$"""{"id":"q-{{i}}","reward":1,"why":"{{new string('x', i % 300)}}"}""";
            while (!Spool.TryAppend(kind, Encoding.UTF8.GetBytes(text), out last))
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
        await Spool.WhenDurableAsync(last, CancellationToken.None).WaitAsync(s_patience, TimeProvider.System);
        return last;
    }

    public Task<RoundResult> UploadAsync() => _uploader.FlushAsync(s_patience, CancellationToken.None);

    /// <summary>The numbers that are still to be delivered.</summary>
    public IReadOnlyList<long> Kept()
    {
        var (batch, kept, after) = (new SpoolBatch(), new List<long>(), Acknowledged);
        while (true)
        {
            Spool.Read(batch, after);
            if (batch.Entries.IsEmpty)
                return kept;
            foreach (var entry in batch.Entries)
                kept.Add(entry.Id.Sequence);
            after = batch.LastSequence;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _uploader.DisposeAsync();
        Spool.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
