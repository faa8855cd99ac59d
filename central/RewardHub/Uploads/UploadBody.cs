using System.Security.Cryptography;
using RewardHub.Refusing;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace RewardHub.Uploads;

/// <summary>The body of an upload: received whole, then unpacked under a cap, so that neither a long body nor a bomb costs more than the caps.</summary>
internal static class UploadBody
{
    /// <summary>Null for a coding the hub does not know.</summary>
    public static bool? IsPacked(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "zstd" => true,
        "" or "none" or "identity" => false,
        _ => null,
    };

    public static Refusal UnknownCoding(HttpRequest request) => new(
        StatusCodes.Status415UnsupportedMediaType, "coding", "Unknown compression",
        $"Content-Encoding: expected zstd or none, found \"{Shown.Of(request.Headers.ContentEncoding.ToString())}\". Send the batch without compression.");

    /// <param name="request">Whose body has not been touched.</param>
    /// <param name="most">In bytes.</param>
    /// <param name="patience">When it ends, so does the waiting.</param>
    /// <returns>The bytes as they came, which the caller disposes, or why not.</returns>
    public static async Task<(PooledBytes? Bytes, Refusal? Refusal)> ReceiveAsync(HttpRequest request, int most, CancellationToken patience)
    {
        if (request.ContentLength > most)
            return (null, TooLarge("body as sent", most));
        // A cancelled token would leave the server's reader in a state that it complains of.
        await using var end = patience.Register(request.BodyReader.CancelPendingRead);
        var bytes = new PooledBytes(most);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(CancellationToken.None);
                var fits = !read.IsCanceled && bytes.TryAppend(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCanceled)
                    return (null, TooSlow());
                if (!fits)
                    return (null, TooLarge("body as sent", most));
                if (!read.IsCompleted)
                    continue;
                var received = bytes;
                bytes = null;
                return (received, null);
            }
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    /// <returns>The unpacked bytes, which the caller disposes, or why not.</returns>
    public static async Task<(PooledBytes? Bytes, Refusal? Refusal)> UnpackAsync(PooledBytes packed, UploadOptions options, CancellationToken token)
    {
        var bytes = new PooledBytes(options.MaxBytes);
        try
        {
            await using var source = packed.Open();
            await using var zstd = new DecompressionStream(source, bufferSize: 64 << 10);
            zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, options.MaxWindowLog);
            while (!bytes.IsTooLong)
            {
                var count = await zstd.ReadAsync(bytes.Room(), token);
                if (count == 0)
                {
                    var unpacked = bytes;
                    bytes = null;
                    return (unpacked, null);
                }
                bytes.Advance(count);
            }
            return (null, TooLarge("body before compression", options.MaxBytes));
        }
        catch (ZstdException e) when (e.Code == ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge)
        {
            return (null, TooLarge("window of the zstd frame", 1 << options.MaxWindowLog));
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            return (null, new Refusal(StatusCodes.Status400BadRequest, "compression", "The body is not zstd",
                $"Expected one or more whole zstd frames, found: {e.Message}. Compress the batch again, or send it without compression."));
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    public static Refusal? CheckHash(ReadOnlySpan<byte> body, Batch batch)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return hash.SequenceEqual(batch.Sha256)
            ? null
            : new Refusal(StatusCodes.Status400BadRequest, "hash", "The body is not the one of its key",
                $"Idempotency-Key: expected the body's SHA-256 before compression, {Convert.ToHexStringLower(hash)}, found {Convert.ToHexStringLower(batch.Sha256)}. Send the batch again with its own key.");
    }

    private static Refusal TooSlow() => new(
        StatusCodes.Status408RequestTimeout, "slow", "The body came too slowly", "The whole body was expected within Uploads:ReadTimeout. Send fewer records at a time.");

    public static Refusal TooLarge(string what, int most, int? line = null) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", "Too large",
        $"{(line is null ? "" : FormattableString.Invariant($"line {line}: "))}{what}: expected at most {FormattableString.Invariant($"{most:N0}")} bytes, found more. Send fewer records at a time.", line)
    {
        Facts = new Dictionary<string, object?> { ["max_bytes"] = most },
    };
}
