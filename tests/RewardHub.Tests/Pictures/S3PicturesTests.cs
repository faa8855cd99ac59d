using System.Net;
using System.Security.Cryptography;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Pictures;

/// <summary>Against a bucket in this process that checks every signature; no real store was asked.</summary>
public sealed class S3PicturesTests(PostgresFixture postgres)
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task Picture_GoesToTheBucketAndComesBackAndGoesAway()
    {
        await using var bucket = await FakeS3.StartAsync();
        using var keys = new SecretFile(FakeS3.SecretKey);
        await using var hub = await StartAsync(bucket, keys);
        var device = await hub.AddDeviceAsync();
        (await device.SendAsync(1, 1, 0, device.Picture(1, s_png, type: "image/png"))).Is(1, 0, 1);
        Assert.Empty(bucket.Refused);
        var hash = Convert.ToHexStringLower(SHA256.HashData(s_png));
        Assert.Equal(s_png, bucket.Objects[$"/pictures/fleet/{hash[..2]}/{hash}"]);
        using (var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/pictures/{hash}"))
        {
            request.Headers.Authorization = new("Bearer", TestHub.AdminToken);
            using var response = await hub.Client.SendAsync(request);
            Assert.Equal(s_png, await response.Content.ReadAsByteArrayAsync());
        }
        await hub.AdminAsync(HttpMethod.Delete, $"/v1/devices/{device.Name}/records");
        Assert.Empty(bucket.Objects);
        Assert.Empty(bucket.Refused);
    }

    [Fact]
    public async Task Bucket_RefusesTheKey_Is503AndNothingIsStored()
    {
        await using var bucket = await FakeS3.StartAsync();
        using var keys = new SecretFile("not-the-secret");
        await using var hub = await StartAsync(bucket, keys);
        var device = await hub.AddDeviceAsync();
        (await device.SendAsync(1, 1, 0, device.Picture(1, s_png, type: "image/png"))).Is(HttpStatusCode.ServiceUnavailable);
        Assert.NotEmpty(bucket.Refused);
        Assert.Equal(0, await hub.QueryAsync<long>("select count(*) from records"));
    }

    [Fact]
    public void Settings_Missing_AreNamedAllAtOnce()
    {
        var refused = Assert.Throws<HubException>(() => Hub.Build(["--Database:ConnectionString=Host=x", "--Pictures:Store=s3", "--Pictures:Bucket=b"]));
        Assert.Contains("Pictures:Endpoint, Pictures:AccessKey, Pictures:SecretKeyFile", refused.Message, StringComparison.Ordinal);
    }

    private Task<TestHub> StartAsync(FakeS3 bucket, SecretFile keys) => TestHub.StartAsync(
        postgres, "--Pictures:Store=s3", $"--Pictures:Endpoint={bucket.Url}", "--Pictures:Bucket=pictures", "--Pictures:Prefix=fleet/",
        $"--Pictures:AccessKey={FakeS3.AccessKey}", $"--Pictures:SecretKeyFile={keys.Path}");

    private sealed class SecretFile : IDisposable
    {
        public SecretFile(string secret) => File.WriteAllText(Path, secret + "\n");

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
