using CsCheck;
using EdgeHost.Memory;
using Xunit;

namespace EdgeHost.Tests.Memory;

/// <summary>Whatever is written, the store keeps to its bounds by more than no batch, and keeps the newest.</summary>
public sealed class RetentionTests
{
    private const long MostBytes = 256 << 10;

    private static readonly Gen<(int Kind, int Track, int Label)[]> s_batch = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 40], Gen.Int[0, 4]).Array[1, 300];

    [Fact]
    public void ForgetBeyond_RandomBatches_NeverMoreThanTheCapAndABatchAndTheNewestStay() => s_batch.Array[8, 16].Sample(
        batches =>
        {
            using var file = MemoryFile.Open(null, create: true);
            var clock = 1_000_000.0;
            List<double> written = [];
            var used = file.UsedBytes();
            foreach (var batch in batches)
            {
                MemoryNote[] notes = [.. batch.Select(note => Make(note, clock += 0.5))];
                file.Write(notes);
                written.AddRange(notes.Where(note => note.Kind == NoteKind.Seen).Select(note => note.AtS));
                Assert.True(file.UsedBytes() <= MostBytes + (notes.Length * 1024L) + 65_536, "a batch is no larger than its notes");
                file.ForgetBeyond(MostBytes);
                Assert.True(file.UsedBytes() <= MostBytes);
                used = Math.Max(used, file.UsedBytes());
            }
            var kept = (int)file.Figures().Sightings;
            Assert.True(kept > 0);
            // The newest so many, no other: a recall of the time before them finds nothing.
            var oldest = written[^kept];
            Assert.True(kept == written.Count || file.Figures().SinceS <= oldest);
            foreach (var label in file.AllLabels())
                Assert.All(file.Between(label, false, 0, 1e12, 64), track => Assert.True(track.LastAtS >= oldest - 1e-6));
        },
        iter: 12, threads: 1);

    [Fact]
    public void ForgetOlder_RandomTimes_KeepsExactlyWhatIsNotOlder() => Gen.Double[0, 1000].Array[1, 200].Select(Gen.Double[0, 1000]).Sample(
        (times, before) =>
        {
            using var file = MemoryFile.Open(null, create: true);
            file.Write([.. times.Select((at, i) => Notes.Seen(at, i, "cup"))]);
            file.ForgetOlder(before);
            Assert.Equal(times.Count(at => at >= before), file.Figures().Sightings);
            Assert.Equal(times.Count(at => at >= before), file.Figures().Tracks);
        },
        iter: 40, threads: 1);

    /// <summary>A clock that is put right (back by a year) must not make the new go before the old.</summary>
    [Fact]
    public void ForgetBeyond_ClockPutBack_ForgetsInTheOrderOfComing()
    {
        using var file = MemoryFile.Open(null, create: true);
        for (var i = 0; i < 20; i++)
        {
            file.Write([.. Enumerable.Range(0, 200).Select(j => Notes.Seen((i < 10 ? 4e7 : 1e7) + (200 * i) + j, (1000 * i) + j, i < 10 ? "old" : "new"))]);
            file.ForgetBeyond(MostBytes);
        }
        var labels = file.Figures().Labels.ToDictionary();
        Assert.True(labels["new"] > labels.GetValueOrDefault("old"), $"{labels["new"]} of the new, {labels.GetValueOrDefault("old")} of the old");
    }

    private static MemoryNote Make((int Kind, int Track, int Label) note, double atS) => note.Kind switch
    {
        0 => Notes.Crossed(atS, note.Track, $"label {note.Label}"),
        1 => Notes.Watching(atS),
        _ => Notes.Seen(atS, note.Track, $"label {note.Track % 5}"),
    };
}
