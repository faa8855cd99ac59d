using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Uploading;

/// <summary>When to upload. Counts from the start of the process and never asks what time it is: a device's clock may be wrong.</summary>
internal sealed class UploadSchedule(UploadOptions options, string device, Func<double> random)
{
    private const double Jitter = 0.1;
    private int _failures;

    /// <summary>After a start. A device's own place, the same each time, so that a fleet that starts together does not upload together.</summary>
    public TimeSpan First() => Place(device) * options.FirstWithin;

    public TimeSpan Next(in RoundResult last)
    {
        if (last.Fault is null)
        {
            _failures = 0;
            return options.Period * (1 - Jitter + (2 * Jitter * random()));
        }
        var bound = options.RetryFirst * Math.Pow(2, Math.Min(_failures, 30));
        _failures++;
        var wait = random() * (bound < options.Period ? bound : options.Period);
        // Not all of them at the very end of what the hub asked for.
        return last.RetryAfter is { } after && after > wait ? after * (1 + (Jitter * random())) : wait;
    }

    private static double Place(string device)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(device));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)(1L << 32);
    }
}
