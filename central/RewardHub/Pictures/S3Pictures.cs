using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace RewardHub.Pictures;

/// <summary>Any store that speaks S3 with signatures of version 4. Addressed by path, which all of them understand.</summary>
internal sealed class S3Pictures : IPictureStore, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly string _prefix;

    public S3Pictures(PictureOptions options)
    {
        var missing = new[] { (options.Endpoint, "Endpoint"), (options.Bucket, "Bucket"), (options.AccessKey, "AccessKey"), (options.SecretKeyFile, "SecretKeyFile") }
            .Where(setting => string.IsNullOrEmpty(setting.Item1)).Select(setting => $"Pictures:{setting.Item2}").ToList();
        if (missing.Count > 0)
            throw new HubException($"Pictures:Store is s3, and {string.Join(", ", missing)} missing");
        string secret;
        try
        {
            secret = File.ReadAllText(options.SecretKeyFile!).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"Pictures:SecretKeyFile cannot be read: {e.Message}", e);
        }
        (_bucket, _prefix) = (options.Bucket!, options.Prefix);
        _client = new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, secret), new AmazonS3Config
        {
            ServiceURL = options.Endpoint,
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            Timeout = options.Timeout,
            MaxErrorRetry = 2,
            // Stores that are not Amazon's often know no trailing checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    public async Task PutAsync(byte[] sha256, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken token)
    {
        await using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        await _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _bucket,
                Key = KeyOf(sha256),
                InputStream = stream,
                ContentType = mediaType,
                UseChunkEncoding = false,
                AutoCloseStream = false,
            }, token);
    }

    public async Task<Stream?> OpenAsync(byte[] sha256, CancellationToken token)
    {
        try
        {
            var response = await _client.GetObjectAsync(_bucket, KeyOf(sha256), token);
            return response.ResponseStream;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task DeleteAsync(byte[] sha256, CancellationToken token) => _client.DeleteObjectAsync(_bucket, KeyOf(sha256), token);

    public void Dispose() => _client.Dispose();

    private string KeyOf(byte[] sha256)
    {
        var name = Convert.ToHexStringLower(sha256);
        return $"{_prefix}{name[..2]}/{name}";
    }
}
