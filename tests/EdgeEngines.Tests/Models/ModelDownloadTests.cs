using System.Net;
using System.Security.Cryptography;
using EdgeEngines.Models;
using EdgeEngines.Models.Adding;
using Xunit;

namespace EdgeEngines.Tests.Models;

public sealed class ModelDownloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-download-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fetch_WholeFile_IsWrittenWithItsHash()
    {
        var content = new byte[300_000];
        new Random(4).NextBytes(content);
        using var client = new HttpClient(new Answers(_ => new HttpResponseMessage { Content = new ByteArrayContent(content) }));
        var file = await new ModelDownload(client).FetchAsync(new Uri("https://example.org/a/net.onnx?x=1"), _folder, default);
        Assert.Equal((Path.Combine(_folder, "net.onnx"), 300_000L), (file.Path, file.Bytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Sha256);
        Assert.Equal(content, await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://example.org/net.onnx")]
    [InlineData("ftp://example.org/net.onnx")]
    public async Task Fetch_PlainHttpFromElsewhere_IsRefused(string address)
    {
        using var client = new HttpClient(new Answers(_ => throw new InvalidOperationException("must not be asked")));
        var refused = await Assert.ThrowsAsync<ModelException>(() => new ModelDownload(client).FetchAsync(new Uri(address), _folder, default));
        Assert.Contains("expected https", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_RedirectToPlainHttp_IsRefused()
    {
        using var client = new HttpClient(new Answers(_ => Redirect("http://example.org/net.onnx")));
        await AssertRefusedAsync(client, "expected https");
    }

    [Fact]
    public async Task Fetch_RedirectsWithoutEnd_AreBounded()
    {
        using var client = new HttpClient(new Answers(_ => Redirect("/again")));
        await AssertRefusedAsync(client, "redirects");
    }

    [Fact]
    public async Task Fetch_NotFound_SaysTheStatus()
    {
        using var client = new HttpClient(new Answers(_ => new HttpResponseMessage(HttpStatusCode.NotFound)));
        await AssertRefusedAsync(client, "404");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_LargerThanAllowed_LeavesNothingBehind(bool lengthSaid)
    {
        using var client = new HttpClient(new Answers(_ => new HttpResponseMessage { Content = new Chunks(2000, lengthSaid ? 2000 : null) }));
        await AssertRefusedAsync(client, "1000", mostBytes: 1000);
    }

    [Fact]
    public async Task Fetch_CutOff_LeavesNothingBehind()
    {
        using var client = new HttpClient(new Answers(_ => new HttpResponseMessage { Content = new Chunks(500, 900) }));
        await AssertRefusedAsync(client, "");
    }

    [Fact]
    public async Task Fetch_ServerNeverAnswers_IsBounded()
    {
        using var client = new HttpClient(new Answers(null));
        await AssertRefusedAsync(client, "not finished", longest: TimeSpan.FromMilliseconds(50));
    }

    private async Task AssertRefusedAsync(HttpClient client, string expected, long mostBytes = 1 << 20, TimeSpan? longest = null)
    {
        var refused = await Assert.ThrowsAsync<ModelException>(
            () => new ModelDownload(client, mostBytes, longest).FetchAsync(new Uri("https://example.org/net.onnx"), _folder, default));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    /// <summary>Null never answers.</summary>
    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage>? answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (answer is null)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return answer!(request);
        }
    }

    private sealed class Chunks(int bytes, long? promised) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(new byte[bytes]));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(new byte[bytes]).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = promised ?? 0;
            return promised is not null;
        }
    }
}
