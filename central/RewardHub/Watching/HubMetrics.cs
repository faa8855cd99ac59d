using System.Text;

namespace RewardHub.Watching;

/// <summary>What the hub counts, in Prometheus' text format. No label is ever a device: a million of them would be a million series.</summary>
internal sealed class HubMetrics
{
    public Counter Batches { get; } = new("hub_batches_total", "Batches by how they ended: stored, repeated, refused.", "result");

    public Counter Stored { get; } = new("hub_records_stored_total", "Records stored, by kind.", "kind");

    public Counter Duplicates { get; } = new("hub_records_duplicate_total", "Records that came again and were there already.");

    public Counter Erased { get; } = new("hub_records_erased_arrivals_total", "Records of erased users that arrived later and were not kept.");

    public Counter Deleted { get; } = new("hub_records_deleted_total", "Records deleted because a device or a user was erased.");

    public Counter Lost { get; } = new("hub_records_told_lost_total", "Records that devices said they lost, by reason.", "reason");

    public Counter Bytes { get; } = new("hub_upload_bytes_total", "Bytes of upload bodies, packed and unpacked.", "state");

    public Counter Refused { get; } = new("hub_refused_total", "Requests refused, by reason.", "reason");

    public Counter Alarms { get; } = new("hub_alarms_total", "Numbers that came again with other contents.");

    public Counter PicturesStored { get; } = new("hub_pictures_stored_total", "Pictures written to the picture store.");

    public Counter PicturesDeleted { get; } = new("hub_pictures_deleted_total", "Pictures deleted because no record refers to them.");

    public Timings Storing { get; } = new("hub_store_seconds", "From the turn of a batch to its commit.");

    public string Text()
    {
        var text = new StringBuilder();
        foreach (var counter in new[] { Batches, Stored, Duplicates, Erased, Deleted, Lost, Bytes, Refused, Alarms, PicturesStored, PicturesDeleted })
            counter.Write(text);
        Storing.Write(text);
        return text.ToString();
    }
}
