using Telemetry.Tests.Uploading.Hubs;

namespace Edge.SpoolProof.Uploads;

/// <summary>Servers that answer anything but "durable", and a device that must then delete nothing: each answer alone; then random sequences in which a hub stores, stores and loses
/// its answer, or does not store. What it has is held against what the device deleted.</summary>
internal static class AuthRow
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(150);

    public static int Run(int sequences) => RunAsync(sequences).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int sequences)
    {
        foreach (var (name, answer) in NotDurable.All)
        {
            if (await AloneAsync(answer) is { } fault)
                return Verdict.Of(false, $"{name}: {fault}");
        }
        var (rounds, delivered) = (0, 0L);
        for (var seed = 1; seed <= sequences; seed++)
        {
            var (fault, some, records) = await SequenceAsync(new Random(seed));
            if (fault is not null)
                return Verdict.Of(false, $"sequence {seed}: {fault}");
            (rounds, delivered) = (rounds + some, delivered + records);
        }
        return Verdict.Of(true,
            $"{NotDurable.All.Length} answers alone, 0 records deleted; {sequences} sequences of {rounds} uploads, {delivered} records delivered, 0 deleted without a durable acknowledgement");
    }

    private static async Task<string?> AloneAsync(Func<HubRequest, HubAnswer> answer)
    {
        await using var server = new ScriptedHub(answer);
        await using var device = new Device(server.Url, options => options.Timeout = s_short);
        await device.AppendAsync(200);
        for (var i = 0; i < 3; i++)
            await device.UploadAsync();
        var kept = device.Kept();
        return device.Acknowledged == 0 && kept.Count == 200 && server.Requests >= 3 ? null : $"{200 - kept.Count} of 200 records were deleted";
    }

    private static async Task<(string? Fault, int Rounds, long Records)> SequenceAsync(Random random)
    {
        var hub = new MemoryHub();
        await using var server = new ScriptedHub(request => Answer(request, hub, random));
        await using var device = new Device(server.Url, options => (options.BatchBytes, options.Timeout) = (16 * 1024, s_short));
        var (appended, rounds) = (0L, 0);
        for (; rounds < 12; rounds++)
        {
            appended = await device.AppendAsync(random.Next(1, 200));
            await device.UploadAsync();
            for (var n = 1L; n <= device.Acknowledged; n++)
            {
                if (!hub.Records.ContainsKey(n))
                    return ($"record {n} was deleted, and the hub does not have it", rounds, 0);
            }
            if (device.Kept() is var kept && kept.Count != appended - device.Acknowledged)
                return ($"{appended - device.Acknowledged} records are to be kept, {kept.Count} are", rounds, 0);
        }
        return (device.Uploads.DeadLetters > 0 ? "records went to the dead letters" : null, rounds, device.Acknowledged);
    }

    private static HubAnswer Answer(HubRequest request, MemoryHub hub, Random random)
    {
        lock (random)
        {
            return random.Next(4) switch
            {
                0 => NotDurable.All[random.Next(NotDurable.All.Length)].Answer(request),
                1 => hub.Take(request) is var answer && random.Next(3) > 0 ? answer : answer with { CutAfter = random.Next(answer.ToBytes().Length) },
                _ => hub.Take(request),
            };
        }
    }
}
