using Microsoft.Extensions.Time.Testing;
using Telemetry.Mqtt;

namespace Edge.SpoolProof.Fleets;

/// <summary>
/// A fleet that loses its broker all at once, each device with the link's own <see cref="BackOff"/> on one virtual clock. The broker comes back
/// and accepts one device in a hundred a second; whoever is turned away waits as after any other failure. Counted is who knocks, accepted or
/// not, in each second from the broker's return.
/// </summary>
internal static class ReconnectRow
{
    private const double MostPerSecond = 0.02;
    private const double AcceptedPerSecond = 0.01;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>From a restart to an hour; 90 s is just before everybody's first attempt is over.</summary>
    private static readonly int[] s_outageSeconds = [0, 5, 30, 60, 90, 110, 300, 3600];

    public static int Run(int devices)
    {
        var (peak, longest) = (0.0, TimeSpan.Zero);
        foreach (var seconds in s_outageSeconds)
        {
            foreach (var hadConnection in (bool[])[true, false])
            {
                if (!hadConnection && seconds < 300)
                    continue; // not started within the same minute
                var (knocks, back) = Outage(devices, TimeSpan.FromSeconds(seconds), hadConnection);
                Console.WriteLine(FormattableString.Invariant(
                    $"{(hadConnection ? "lost" : "never there")} for {seconds} s: at most {100.0 * knocks / devices:F2} % in a second, all back after {back.TotalSeconds:F0} s"));
                (peak, longest) = (Math.Max(peak, (double)knocks / devices), back > longest ? back : longest);
            }
        }
        return Verdict.Of(peak <= MostPerSecond && longest <= s_longest,
            $"{devices} devices, outages of 0 s to 1 h: at most {100 * peak:F2} % knock in a second (wanted 2), all are back after {longest.TotalSeconds:F0} s (wanted {s_longest.TotalSeconds:F0})");
    }

    private static (int MostKnocks, TimeSpan Back) Outage(int devices, TimeSpan length, bool hadConnection)
    {
        var time = new FakeTimeProvider();
        var fleet = new BackOff[devices];
        for (var i = 0; i < devices; i++)
        {
            fleet[i] = BackOff.For(new MqttOptions(), "broker.example", time, Random.Shared.NextDouble);
            if (hadConnection)
                fleet[i].Connected();
        }
        time.Advance(TimeSpan.FromHours(1));
        var began = time.GetUtcNow();
        var attempts = new PriorityQueue<BackOff, TimeSpan>();
        foreach (var device in fleet)
        {
            device.Lost();
            attempts.Enqueue(device, device.Next());
        }
        var (second, knocks, most, back) = (-1, 0, 0, TimeSpan.Zero);
        while (attempts.TryDequeue(out var device, out var at))
        {
            time.SetUtcNow(began + at);
            if (at >= length)
            {
                if ((int)(at - length).TotalSeconds is var now && now != second)
                    (second, knocks) = (now, 0);
                most = Math.Max(most, ++knocks);
                if (knocks <= devices * AcceptedPerSecond)
                {
                    device.Connected();
                    back = at - length;
                    continue;
                }
            }
            attempts.Enqueue(device, at + device.Next());
        }
        return (most, back);
    }
}
