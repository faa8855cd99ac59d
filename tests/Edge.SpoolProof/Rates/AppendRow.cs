using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Telemetry.Spool.Files;
using Telemetry.Spool.Queue;
using Telemetry.Spool.Segments;

namespace Edge.SpoolProof.Rates;

/// <summary>Records a second, appended in batches of ten and synced before the next, against SQLite doing the same (WAL, synchronous=FULL), in
/// turns on one file system. Both are called on this thread.</summary>
internal static class AppendRow
{
    private const int BatchRecords = 10;
    private const int Rounds = 7;
    private const int PayloadBytes = 200;
    private static readonly (string Where, double Least)[] s_targets = [("disk", 1.5), ("tmpfs", 5)];

    /// <param name="folders">On a disk, and where there is one on a tmpfs.</param>
    public static int Run(string[] folders, int batches)
    {
        var holds = true;
        var figures = new List<string>();
        for (var i = 0; i < folders.Length; i++)
        {
            var (spool, sqlite) = Compare(folders[i], i == 0 ? batches : batches * 10);
            var ratio = spool / sqlite;
            figures.Add(string.Create(CultureInfo.InvariantCulture,
                $"{s_targets[i].Where} {ratio:F2} times (spool {spool:F0}, SQLite {sqlite:F0} records/s; wanted {s_targets[i].Least})"));
            holds &= ratio >= s_targets[i].Least;
        }
        return Verdict.Of(holds, $"{string.Join("; ", figures)}");
    }

    private static (double Spool, double Sqlite) Compare(string folder, int batches)
    {
        var (spoolRates, sqliteRates) = (new List<double>(), new List<double>());
        var payload = new byte[PayloadBytes];
        Random.Shared.NextBytes(payload);
        using var spool = new SpoolBench(Path.Combine(folder, "spool"));
        using var sqlite = new SqliteBench(Path.Combine(folder, "records.db"));
        for (var round = 0; round <= Rounds; round++)
        {
            var (a, b) = (Rate(batches, () => spool.Append(payload)), Rate(batches, () => sqlite.Append(payload)));
            if (round == 0)
                continue; // warm-up
            spoolRates.Add(a);
            sqliteRates.Add(b);
        }
        return (Median(spoolRates), Median(sqliteRates));
    }

    private static double Rate(int batches, Action append)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < batches; i++)
            append();
        return batches * BatchRecords / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed class SpoolBench : IDisposable
    {
        private readonly SpoolOptions _options;
        private readonly SpoolStore _store;
        private readonly AppendQueue _queue;

        public SpoolBench(string folder)
        {
            _options = new SpoolOptions { Directory = folder };
            _store = SpoolStore.Open(new LinuxFiles(folder), _options, NullLogger.Instance);
            _queue = new AppendQueue(_options.QueueBytes, _options.MaxRecordBytes, _store.Salt, _store.Boot, _store.Highest + 1);
        }

        public void Append(byte[] payload)
        {
            for (var i = 0; i < BatchRecords; i++)
                _queue.TryAppend(RecordKind.Event, payload, out _, out _);
            var records = _queue.Take(out _);
            if (_store.Commit(records.Span) != records.Length)
                throw new InvalidOperationException("the disk refused");
        }

        public void Dispose() => _store.Dispose();
    }

    private sealed class SqliteBench : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;
        private readonly SqliteParameter _payload;

        public SqliteBench(string path)
        {
            _connection = new SqliteConnection($"Data Source={path};Pooling=False");
            _connection.Open();
            Execute("PRAGMA journal_mode=WAL");
            Execute("PRAGMA synchronous=FULL");
            Execute("CREATE TABLE records (sequence INTEGER PRIMARY KEY, kind INTEGER NOT NULL, payload BLOB NOT NULL)");
            _insert = _connection.CreateCommand();
            _insert.CommandText = "INSERT INTO records (kind, payload) VALUES (4, $payload)";
            _payload = _insert.Parameters.Add("$payload", SqliteType.Blob);
        }

        public void Append(byte[] payload)
        {
            using var transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            _payload.Value = payload;
            for (var i = 0; i < BatchRecords; i++)
                _insert.ExecuteNonQuery();
            transaction.Commit();
        }

        public void Dispose()
        {
            _insert.Dispose();
            _connection.Dispose();
        }

        private void Execute(string statement)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
