using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;
using Edge.EndToEnd.Detecting;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Searching;

/// <summary><c>search</c> with a third-party re-identification model: people of a film by a picture of one.</summary>
public sealed class SearchTests(ModelShelf models, ITestOutputHelper output)
{
    // Ten frames a second. Seen on the film: who stands at the table when.
    private static readonly (string Who, string Cut, double From, double To)[] s_people =
    [
        ("grey coat", "138:378:384:12", 6, 21), ("black suit", "165:378:381:6", 22, 47), ("white shirt", "165:393:363:0", 119, 137),
    ];

    [Fact]
    public async Task Search_PictureOfAPerson_FindsWhenTheyWereThere()
    {
        using var folder = new TemporaryFolder();
        var gallery = folder.File("people.gallery");
        string[] found = ["--gallery", gallery, .. await ModelsAsync(), "--json"];
        foreach (var (who, cut, from, to) in s_people)
        {
            var picture = await CutOutAsync(folder, from + 7, cut);
            // The film is indexed with the first question; the others look into what was kept.
            string[] source = who == s_people[0].Who ? ["--source", TestData.Need(PersonFilm.Video)] : [];
            var run = await HostProcess.RunAsync(["search", "--image", picture, .. source, .. found], folder.Path, within: TimeSpan.FromMinutes(3));
            output.WriteLine(run.Story);
            Assert.Equal(0, run.ExitCode);
            var best = JsonDocument.Parse(run.Output).RootElement.GetProperty("matches")[0];
            Assert.True(best.GetProperty("cosine").GetDouble() > 0.8, who);
            Assert.InRange(best.GetProperty("source_time").GetDouble(), from, to);
        }
    }

    [Fact]
    public async Task Search_KilledWhileIndexing_LeavesWhatWasStored()
    {
        using var folder = new TemporaryFolder();
        var gallery = folder.File("people.gallery");
        string[] asked = ["search", "--image", await CutOutAsync(folder, 14, s_people[0].Cut), "--gallery", gallery, .. await ModelsAsync(), "--json"];
        using (var host = HostProcess.Start([.. asked, "--source", TestData.Need(PersonFilm.Video)], folder.Path))
        {
            var log = new FileInfo(gallery + "-wal");
            await Eventually.TrueAsync(() => HoldsACrop(log), TimeSpan.FromSeconds(90), "crops in the gallery's log");
            host.Send(Signal.Kill);
            await host.ExitAsync();
        }

        var run = await HostProcess.RunAsync(asked, folder.Path);

        output.WriteLine(run.Story);
        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(JsonDocument.Parse(run.Output).RootElement.GetProperty("matches").EnumerateArray());

        // Whether a picture is in front of the last commit of an SQLite log (sqlite.org/fileformat2.html, 4.1): the length alone says nothing, the store's own tables pass through it too.
        static bool HoldsACrop(FileInfo file)
        {
            file.Refresh();
            if (!file.Exists)
                return false;
            using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var log = new byte[stream.Length];
            log = log[..stream.ReadAtLeast(log, log.Length, throwOnEndOfStream: false)];
            if (log.Length < 32)
                return false;
            var (page, committed) = ((int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8)), 0);
            for (var frame = 32; frame + 24 + page <= log.Length; frame += 24 + page)
            {
                if (BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(frame + 4)) != 0)
                    committed = frame + 24 + page;
            }
            return log.AsSpan(0, committed).IndexOf("JFIF"u8) >= 0;
        }
    }

    [Fact]
    public async Task Search_WithoutQuestionOrPlace_SaysBothAndEndsWithTwo()
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(["search"], folder.Path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("what to look for", run.Errors, StringComparison.Ordinal);
        Assert.Contains("where to look", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ModelThatIsNotThere_IsNamed()
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(["search", "red car", "--source", "sim:pattern", "--image-encoder", "nobody"], folder.Path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("there is no model 'nobody'", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    private async Task<string[]> ModelsAsync() => ["--model", await models.LightPersonDetectorAsync(), "--image-encoder", await models.PersonReIdentificationAsync()];

    /// <param name="cut">Width, height, left and top.</param>
    private static async Task<string> CutOutAsync(TemporaryFolder folder, double seconds, string cut)
    {
        var picture = folder.File($"{seconds}.png");
        using var ffmpeg = Process.Start(
            Tool.Need("ffmpeg", "ffmpeg"),
            ["-v", "error", "-ss", FormattableString.Invariant($"{seconds}"), "-i", TestData.Need(PersonFilm.Video), "-frames:v", "1", "-vf", $"crop={cut}", picture]);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        return picture;
    }
}
