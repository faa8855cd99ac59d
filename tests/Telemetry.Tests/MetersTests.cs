using System.Diagnostics.Metrics;
using Telemetry.Mqtt;
using Telemetry.Tests.Mqtt;
using Xunit;

namespace Telemetry.Tests;

public sealed class MetersTests : SpooledFixture
{
    [Fact]
    public async Task Meters_WhenListenedTo_TellWhatTheSnapshotTells()
    {
        await using var broker = await EmbeddedBroker.StartAsync(Log, 0);
        var link = NewLink(new MqttOptions { Device = "meters" }, local: broker, events: OpenSpool());
        link.Start();
        Publish(link, "a", "1", Delivery.Live);
        Publish(link, "b", "1", Delivery.Event);
        Assert.True(await link.Publisher.WaitForDrainAsync(TimeSpan.FromSeconds(10)));

        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == Meters.Name)
                l.EnableMeasurementEvents(instrument);
        };
        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = instrument.Name + (tags.Length > 0 ? $"/{tags[0].Value}" : "");
            seen[key] = seen.GetValueOrDefault(key) + value; // other tests run links of their own
        }
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();

        var snapshot = link.Publisher.Snapshot();
        Assert.Equal((1, 1, 1), (snapshot.Published.Live, snapshot.Published.Event, snapshot.Published.Status));
        Assert.Equal(2, snapshot.Acknowledged);
        Assert.True(seen[$"{Meters.Published}/live"] >= 1 && seen[$"{Meters.Published}/event"] >= 1 && seen[Meters.Acknowledged] >= 2);
        Assert.Contains(Meters.QueuedMessages, seen.Keys);
        Assert.Equal(0, snapshot.Spool!.Value.Waiting);
        Assert.True(seen[Meters.SpoolBytes] >= snapshot.Spool!.Value.Bytes);
        Assert.Contains(Meters.SpoolWaiting, seen.Keys);
    }
}
