using System.Text;
using System.Text.Json;
using Telemetry.Spool;
using Telemetry.Tests.Brokers;
using Telemetry.Tests.Uploading.Hubs;
using Xunit;

namespace Telemetry.Tests.Uploading;

public sealed class UploaderTests
{
    private readonly MemoryHub _hub = new();

    public static TheoryData<string> Faults => [.. NotDurable.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Upload_NothingDurableAtTheHub_KeepsEveryRecord(string name)
    {
        var answer = NotDurable.All.Single(fault => fault.Name == name).Answer;
        await using var server = new ScriptedHub(answer);
        await using var device = new Device(server.Url, options => options.Timeout = TimeSpan.FromSeconds(name == "no answer" ? 0.3 : 20));
        await device.AppendAsync(20);

        var result = await device.UploadAsync();

        Assert.NotNull(result.Fault);
        Assert.Equal(0, device.Acknowledged);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), device.Kept());
        Assert.True(server.Requests > 0);
    }

    [Fact]
    public async Task Upload_WrongAddressOrCertificate_KeepsEveryRecordAndSaysWhy()
    {
        var folder = Directory.CreateTempSubdirectory("tls-").FullName;
        var (ours, theirs) = (new TestCertificates(folder), new TestCertificates(Directory.CreateTempSubdirectory("tls-").FullName));
        await using var server = new ScriptedHub(_hub.Take, theirs.Load("broker"));
        await using var device = new Device(server.Url, options => options.CaFile = ours.CaFile);
        await using var nobody = new Device("http://127.0.0.1:1");
        await device.AppendAsync(3);
        await nobody.AppendAsync(3);

        var (untrusted, refused) = (await device.UploadAsync(), await nobody.UploadAsync());

        Assert.Contains("is not trusted", untrusted.Fault, StringComparison.Ordinal);
        Assert.Contains("refused", refused.Fault, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (device.Acknowledged, nobody.Acknowledged, server.Requests));
    }

    [Fact]
    public async Task Upload_MutualTls_TheHubSeesTheDevicesCertificate()
    {
        var certificates = new TestCertificates(Directory.CreateTempSubdirectory("tls-").FullName);
        await using var server = new ScriptedHub(_hub.Take, certificates.Load("broker"));
        await using var device = new Device(server.Url, options =>
        {
            options.CaFile = certificates.CaFile;
            (options.ClientCertificateFile, options.ClientKeyFile, options.TokenFile) = (certificates.Certificate("device"), certificates.Key("device"), null);
        });
        await device.AppendAsync(3);

        Assert.Null((await device.UploadAsync()).Fault);

        Assert.Equal("CN=device", server.ClientName);
        Assert.Equal(3, device.Acknowledged);
    }

    [Fact]
    public async Task Upload_ManyRecords_EachArrivesOnceAsItWasWritten()
    {
        await using var server = new ScriptedHub(_hub.Take);
        await using var device = new Device(server.Url, options => options.BatchBytes = 16 * 1024);
        var last = await device.AppendAsync(1000);

        var result = await device.UploadAsync();

        Assert.Equal((1000L, (string?)null), (result.Sent, result.Fault));
        Assert.Equal(last, device.Acknowledged);
        Assert.InRange(server.Requests, 5, 50);
        Assert.Equal(1000, _hub.Records.Count);
        using var one = JsonDocument.Parse(_hub.Records[7]);
        Assert.Equal("reward", one.RootElement.GetProperty("kind").GetString());
        Assert.Equal("q-6", one.RootElement.GetProperty("record").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Upload_AnswerLost_TheSameBatchAgainIsStoredOnce()
    {
        var lost = 0;
        await using var server = new ScriptedHub(request =>
        {
            var answer = _hub.Take(request);
            return lost++ == 0 ? answer with { CutAfter = 10 } : answer;
        });
        await using var device = new Device(server.Url);
        await device.AppendAsync(50);

        Assert.NotNull((await device.UploadAsync()).Fault);
        Assert.Equal(0, device.Acknowledged);
        Assert.Null((await device.UploadAsync()).Fault);

        Assert.Equal(50, device.Acknowledged);
        Assert.Equal(50, _hub.Records.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [InlineData(413)]
    public async Task Upload_OneRecordThatIsNeverTaken_OnlyThatOneIsPutAside(int status)
    {
        await using var server = new ScriptedHub(request => request.Text.Contains("q-33\"", StringComparison.Ordinal) ? HubAnswer.Problem(status, "not that one") : _hub.Take(request));
        await using var device = new Device(server.Url);
        await device.AppendAsync(100);

        Assert.Null((await device.UploadAsync()).Fault);

        Assert.Equal(100, device.Acknowledged);
        Assert.Equal(99, _hub.Records.Count);
        Assert.Equal(1, device.Uploads.DeadLetters);
        var letter = await File.ReadAllLinesAsync(Directory.GetFiles(device.DeadLetters).Single(), TestContext.Current.CancellationToken);
        Assert.Contains($"\"status\":{status},\"detail\":\"no; not that one\"", letter[0], StringComparison.Ordinal);
        Assert.Contains("\"q-33\"", letter[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_DeadLettersFull_KeepsTheRecordAndSaysSo()
    {
        await using var server = new ScriptedHub(_ => HubAnswer.Problem(422, "no"));
        await using var device = new Device(server.Url, options => options.DeadLetterBytes = 0);
        await device.AppendAsync(1);

        Assert.Contains("Upload:DeadLetterBytes", (await device.UploadAsync()).Fault, StringComparison.Ordinal);
        Assert.Equal(0, device.Acknowledged);
    }

    [Fact]
    public async Task Upload_OtherContentsUnderTheSameNumbers_OursArePutAsideAndItGoesOn()
    {
        await using var server = new ScriptedHub(_hub.Take);
        await using (var before = new Device(server.Url))
        {
            await before.AppendAsync(10, i => $$"""{"id":"old-{{i}}"}""");
            await before.UploadAsync();
        }
        await using var device = new Device(server.Url);
        await device.AppendAsync(15);

        Assert.Null((await device.UploadAsync()).Fault);

        Assert.Equal(15, device.Acknowledged);
        Assert.Equal((15, 15), (device.Uploads.DeadLetters, _hub.Records.Count));
        Assert.Contains("old-3", _hub.Records[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_HubWithoutZstd_SendsPlainLines()
    {
        await using var server = new ScriptedHub(request => request.Headers.ContainsKey("Content-Encoding") ? HubAnswer.Problem(415, "zstd?") : _hub.Take(request));
        await using var device = new Device(server.Url);
        await device.AppendAsync(5);

        Assert.Null((await device.UploadAsync()).Fault);

        Assert.Equal(5, _hub.Records.Count);
    }

    [Fact]
    public async Task Upload_AnotherHubThanConfigured_IsGivenNothingUp()
    {
        string? asked = null;
        await using var server = new ScriptedHub(request =>
        {
            asked = request.Headers["If-Match"];
            return NotDurable.Good(request);
        });
        await using var device = new Device(server.Url, options => options.Hub = "my-hub");
        await device.AppendAsync(5);

        Assert.Contains("expected 'my-hub'", (await device.UploadAsync()).Fault, StringComparison.Ordinal);

        Assert.Equal("\"my-hub\"", asked);
        Assert.Equal(0, device.Acknowledged);
    }

    [Fact]
    public async Task Upload_EvictedRecords_EachOneIsToldAsLost()
    {
        await using var server = new ScriptedHub(_hub.Take);
        await using var device = new Device(server.Url, spool: options => (options.SegmentBytes, options.MaxRecordBytes, options.MaxBytes) = (256 * 1024, 64 * 1024, 2 * 1024 * 1024));
        var picture = $$"""{"data":"{{new string('A', 40_000)}}"}""";
        for (var i = 0; i < 20; i++)
        {
            await device.AppendAsync(5, _ => picture, RecordKind.Picture);
            await device.AppendAsync(5);
        }

        Assert.Null((await device.UploadAsync()).Fault);

        var lines = _hub.Records.Values.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var lost = lines.Where(line => line.GetProperty("kind").GetString() == "gap").Select(line => line.GetProperty("record"))
            .Where(gap => gap.GetProperty("lost").GetString() == "picture" && gap.GetProperty("reason").GetString() == "evicted").Sum(gap => gap.GetProperty("count").GetInt64());
        Assert.InRange(lost, 1, 99);
        Assert.Equal(100, lost + lines.Count(line => line.GetProperty("kind").GetString() == "picture"));
        Assert.Equal(100, lines.Count(line => line.GetProperty("kind").GetString() == "reward"));
        Assert.Equal(200, device.Acknowledged);
    }

    [Fact]
    public async Task Upload_TheTokenIsReadAnewAndNeverLogged()
    {
        var log = new CollectingLogger();
        var seen = new List<string>();
        await using var server = new ScriptedHub(request =>
        {
            seen.Add(request.Headers["Authorization"]);
            return HubAnswer.Problem(401, "no");
        });
        var file = "";
        await using var device = new Device(server.Url, options => file = options.TokenFile!, log);
        await device.AppendAsync(1);

        await device.UploadAsync();
        await File.WriteAllTextAsync(file, "next-token", Encoding.UTF8, TestContext.Current.CancellationToken);
        await device.UploadAsync();
        await File.WriteAllTextAsync(file, "evil\r\nHeader: x", TestContext.Current.CancellationToken);
        var last = await device.UploadAsync();

        Assert.Equal(["Bearer secret-token", "Bearer next-token"], seen);
        Assert.Contains("holds no token", last.Fault, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Entries, entry => entry.Text.Contains("-token", StringComparison.Ordinal) || entry.Text.Contains("evil", StringComparison.Ordinal));
    }
}
