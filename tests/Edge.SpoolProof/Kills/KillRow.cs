using System.Diagnostics;
using System.Globalization;

namespace Edge.SpoolProof.Kills;

/// <summary>Kills a writing and draining process at random moments, again and again on the same folder, and holds what it said was durable
/// against what was delivered.</summary>
internal sealed class KillRow(string folder)
{
    private const int LongestLifeMilliseconds = 60;
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);
    private readonly Random _random = new();
    private readonly HashSet<long> _undelivered = [];
    private readonly HashSet<long> _seen = [];
    private readonly List<string> _faults = [];
    private long _next = 1;
    private long _durable;
    private long _delivered;

    public static int Run(int kills)
    {
        var folder = Directory.CreateTempSubdirectory("spool-kill9-").FullName;
        try
        {
            var row = new KillRow(folder);
            for (var i = 0; i < kills && row._faults.Count == 0; i++)
            {
                // One in eight is killed while it starts.
                row.Live(row._random.Next(8) == 0 ? row._random.Next(150) : null);
                if ((i + 1) % 500 == 0)
                    Console.WriteLine(FormattableString.Invariant($"{i + 1} kills, {row._durable} durable"));
            }
            row.DrainTheRest();
            foreach (var fault in row._faults.Take(10))
                Console.WriteLine(fault);
            return Verdict.Of(row._faults.Count == 0 && row._undelivered.Count == 0 && row._durable > 0,
                $"{kills} kills, {row._durable} records durable, {row._delivered} deliveries, {row._undelivered.Count} lost, {row._faults.Count} failed starts or false records");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void DrainTheRest()
    {
        for (var lives = 0; lives < 50 && _undelivered.Count > 0 && _faults.Count == 0; lives++)
            Live(null, LongestLifeMilliseconds * 10);
    }

    /// <param name="killedAfterMilliseconds">From the start of the process; null: from its first durable record.</param>
    private void Live(int? killedAfterMilliseconds, int longest = LongestLifeMilliseconds)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["child", folder, _next.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = child.StandardError.ReadToEndAsync();
        using var working = new ManualResetEventSlim();
        var reading = Task.Run(() => ReadLines(child.StandardOutput, working));
        if (killedAfterMilliseconds is { } early)
            child.WaitForExit(early);
        else if (working.Wait(s_longestStart))
            child.WaitForExit(_random.Next(longest));
        else
            _faults.Add("a start took longer than a minute");
        var endedByItself = child.HasExited;
        child.Kill();
        child.WaitForExit();
        reading.Wait();
        if (endedByItself)
            _faults.Add($"the process ended by itself with code {child.ExitCode}: {errors.Result}");
        _next += 100_000; // what was appended and not yet durable has these numbers
    }

    private void ReadLines(StreamReader output, ManualResetEventSlim working)
    {
        var text = "";
        var buffer = new char[4096];
        for (int read; (read = output.Read(buffer)) > 0;)
        {
            text += new string(buffer, 0, read);
            for (int end; (end = text.IndexOf('\n', StringComparison.Ordinal)) >= 0; text = text[(end + 1)..])
                Take(text[..end], working);
        }
        working.Set(); // a start that failed
    }

    private void Take(string line, ManualResetEventSlim working)
    {
        var numbers = line.Length > 2 && line[0] != 'X' ? Array.ConvertAll(line[2..].Split(' '), text => long.Parse(text, CultureInfo.InvariantCulture)) : [];
        switch (line[0])
        {
            case 'R':
                break;
            case 'A':
                working.Set();
                for (var number = numbers[0]; number <= numbers[1]; number++)
                {
                    _durable++;
                    if (!_seen.Remove(number))
                        _undelivered.Add(number);
                }
                break;
            case 'D':
                foreach (var number in numbers)
                {
                    _delivered++;
                    if (!_undelivered.Remove(number) && number >= _next)
                        _seen.Add(number); // the drainer was quicker than the writer's word
                }
                break;
            default:
                _faults.Add(line);
                break;
        }
    }
}
