using System.ComponentModel.DataAnnotations;

namespace RewardHub.Uploads;

/// <summary>Section <c>Uploads</c>: the limits of docs/uploads.md, and how much is done at once.</summary>
internal sealed class UploadOptions
{
    [Range(1024, 64 << 20, ErrorMessage = "Uploads:MaxCompressedBytes must be 1 KiB to 64 MiB")]
    public int MaxCompressedBytes { get; set; } = 1 << 20;

    /// <summary>Before compression.</summary>
    [Range(1024, 256 << 20, ErrorMessage = "Uploads:MaxBytes must be 1 KiB to 256 MiB")]
    public int MaxBytes { get; set; } = 8 << 20;

    [Range(1, 1_000_000, ErrorMessage = "Uploads:MaxLines must be 1 to 1,000,000")]
    public int MaxLines { get; set; } = 10_000;

    [Range(256, 64 << 20, ErrorMessage = "Uploads:MaxLineBytes must be 256 bytes to 64 MiB")]
    public int MaxLineBytes { get; set; } = 1 << 20;

    /// <summary>Of JSON inside a line. The parser's stack and time are bounded by it.</summary>
    [Range(4, 256, ErrorMessage = "Uploads:MaxDepth must be 4 to 256")]
    public int MaxDepth { get; set; } = 32;

    /// <summary>Of zstd's window, as a power of two: 23 is 8 MiB of memory, what any frame of at most 8 MiB needs.</summary>
    [Range(10, 27, ErrorMessage = "Uploads:MaxWindowLog must be 10 to 27")]
    public int MaxWindowLog { get; set; } = 23;

    /// <summary>Uploads that are being received or wait for their turn; each holds its body as it came. More: 429.</summary>
    [Range(1, 10_000, ErrorMessage = "Uploads:AtOnce must be 1 to 10,000")]
    public int AtOnce { get; set; } = 64;

    /// <summary>Of these, unpacked, checked and stored at a time. Keep below Database:Connections.</summary>
    [Range(1, 400, ErrorMessage = "Uploads:StoringAtOnce must be 1 to 400")]
    public int StoringAtOnce { get; set; } = 8;

    /// <summary>One device's batches are stored one after the other, so more would only keep others waiting.</summary>
    [Range(1, 100, ErrorMessage = "Uploads:AtOncePerDevice must be 1 to 100")]
    public int AtOncePerDevice { get; set; } = 4;

    /// <summary>For a body to come in: 1 MiB at 17 KiB/s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00", ErrorMessage = "Uploads:ReadTimeout must be 1 s to 30 min")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>From a whole body to the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Uploads:StoreTimeout must be 1 s to 10 min")]
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
