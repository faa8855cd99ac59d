using System.Buffers;
using System.Text.Json;
using EdgeHost.Evaluating;
using EdgeHost.Frames;
using EdgeHost.Memory;
using EdgeHost.Rewards;
using Telemetry;
using Telemetry.Mqtt;
using Telemetry.Uploading;

namespace EdgeHost.Stats;

/// <summary>Writes the <c>stats</c> payload: docs/mqtt.md has the fields.</summary>
internal sealed class StatsMessage
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Thermals _thermals = new();

    public ReadOnlySpan<byte> Write(double unixSeconds, double uptimeSeconds, IEnumerable<CameraFigures> cameras, in PublisherSnapshot publisher, LinkStatus link,
        MemoryCounts? remembered = null, RewardCounts? rewards = null, UploadSnapshot? uploads = null)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("time", Math.Round(unixSeconds, 3));
            json.WriteNumber("uptime_s", Math.Round(uptimeSeconds, 1));
            WriteCameras(json, cameras);
            WriteMqtt(json, publisher, link);
            if (publisher.Spool is { } events)
                WriteSpool(json, events);
            json.WriteStartObject("memory");
            json.WriteNumber("resident_mb", Math.Round(ProcessMemory.ResidentBytes() / 1e6, 1));
            json.WriteNumber("managed_mb", Math.Round(GC.GetTotalMemory(false) / 1e6, 1));
            json.WriteEndObject();
            if (remembered is { } counts)
                WriteRemembered(json, counts);
            if (rewards is { } records)
                WriteRewards(json, records);
            if (uploads is { } sent)
                WriteUpload(json, sent);
            json.WriteStartObject("temperatures_c");
            foreach (var (zone, celsius) in _thermals.Read())
                json.WriteNumber(zone, celsius);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return _buffer.WrittenSpan;
    }

    private static void WriteCameras(Utf8JsonWriter json, IEnumerable<CameraFigures> cameras)
    {
        json.WriteStartObject("cameras");
        foreach (var camera in cameras)
        {
            json.WriteStartObject(camera.Post.Id.Name);
            json.WriteString("state", camera.State);
            json.WriteNumber("fps", Math.Round(camera.FramesPerSecond, 2));
            json.WriteNumber("frames", camera.Post.Outlet.Meter.Frames);
            json.WriteNumber("objects", camera.Post.Outlet.Meter.Objects);
            json.WriteNumber("dropped", camera.Dropped);
            json.WriteNumber("lost", camera.Post.Outlet.Meter.Lost);
            json.WriteNumber("restarts", camera.Post.Worker?.Counters.Restarts ?? 0);
            json.WriteNumber("bad_parts", camera.Post.Worker?.Counters.BadParts ?? 0);
            if (camera.Post.Outlet.Truth?.Read() is { IsKnown: true } truth)
                WriteTruth(json, truth);
            json.WriteStartObject("latency_ms");
            WriteLatency(json, "queue", camera.Queued);
            WriteLatency(json, "prepare", camera.Prepare);
            WriteLatency(json, "engine", camera.Run);
            WriteLatency(json, "finish", camera.Finish);
            WriteLatency(json, "total", camera.Total);
            WriteLatency(json, "outside_engine", camera.Outside);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteRewards(Utf8JsonWriter json, in RewardCounts counts)
    {
        json.WriteStartObject("rewards");
        json.WriteNumber("recorded", counts.Recorded);
        json.WriteNumber("refused", counts.Refused);
        json.WriteNumber("pictures_kept", counts.Pictures.Kept);
        json.WriteNumber("pictures_dropped", counts.Pictures.Dropped);
        json.WriteNumber("pictures_passed_over", counts.Pictures.PassedOver);
        json.WriteEndObject();
    }

    private static void WriteUpload(Utf8JsonWriter json, in UploadSnapshot uploads)
    {
        json.WriteStartObject("upload");
        json.WriteNumber("records", uploads.Records);
        json.WriteNumber("bytes", uploads.Bytes);
        json.WriteNumber("rounds", uploads.Rounds);
        json.WriteNumber("failures", uploads.Failures);
        json.WriteNumber("dead_letters", uploads.DeadLetters);
        json.WriteNumber("waiting", uploads.Waiting);
        json.WriteString("fault", uploads.LastFault);
        json.WriteEndObject();
    }

    private static void WriteRemembered(Utf8JsonWriter json, in MemoryCounts counts)
    {
        json.WriteStartObject("remembered");
        json.WriteNumber("written", counts.Written);
        json.WriteNumber("dropped", counts.Dropped);
        json.WriteNumber("lost", counts.Lost);
        json.WriteNumber("looked", counts.Looked);
        json.WriteNumber("used_mb", Math.Round(counts.UsedBytes / 1e6, 1));
        json.WriteEndObject();
    }

    private static void WriteTruth(Utf8JsonWriter json, in TruthFigures truth)
    {
        json.WriteStartObject("truth");
        json.WriteNumber("precision", Math.Round(truth.Precision, 4));
        json.WriteNumber("recall", Math.Round(truth.Recall, 4));
        json.WriteNumber("frames", truth.Frames);
        json.WriteEndObject();
    }

    private static void WriteLatency(Utf8JsonWriter json, string stage, LatencyWindow window)
    {
        json.WriteStartObject(stage);
        json.WriteNumber("p50", Math.Round(window.P50, 3));
        json.WriteNumber("p95", Math.Round(window.P95, 3));
        json.WriteNumber("p99", Math.Round(window.P99, 3));
        json.WriteEndObject();
    }

    private static void WriteMqtt(Utf8JsonWriter json, in PublisherSnapshot publisher, LinkStatus link)
    {
        json.WriteStartObject("mqtt");
        json.WriteBoolean("connected", link.IsConnected);
        json.WriteNumber("queued", publisher.QueuedMessages);
        json.WriteNumber("queued_bytes", publisher.QueuedBytes);
        json.WriteNumber("in_flight", publisher.InFlight);
        json.WriteNumber("acknowledged", publisher.Acknowledged);
        json.WriteNumber("resent", publisher.Resent);
        json.WriteNumber("reconnects", publisher.Reconnects);
        WriteCounts(json, "published", publisher.Published);
        WriteCounts(json, "dropped", publisher.Dropped);
        json.WriteEndObject();
    }

    private static void WriteSpool(Utf8JsonWriter json, in SpooledSnapshot events)
    {
        json.WriteStartObject("spool");
        json.WriteStartObject("events");
        json.WriteNumber("waiting", events.Waiting);
        json.WriteNumber("used_mb", Math.Round(events.Bytes / 1e6, 1));
        json.WriteNumber("evicted", events.Evicted);
        json.WriteNumber("damaged", events.Damaged);
        json.WriteNumber("refused", events.Refused);
        json.WriteNumber("rejected", events.Rejected);
        json.WriteNumber("disk_faults", events.DiskFaults);
        json.WriteNumber("held_topics", events.HeldTopics);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, PerDelivery counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("live", counts.Live);
        json.WriteNumber("state", counts.State);
        json.WriteNumber("status", counts.Status);
        json.WriteNumber("event", counts.Event);
        json.WriteEndObject();
    }
}
