namespace RewardHub.Pictures;

/// <summary>Keeps pictures under the SHA-256 of their bytes. The same picture is kept once.</summary>
internal interface IPictureStore
{
    /// <summary>Returns once the bytes survive a power cut. Again with the same hash: nothing happens.</summary>
    Task PutAsync(byte[] sha256, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken token);

    /// <summary>To be disposed by the caller; null where there is none.</summary>
    Task<Stream?> OpenAsync(byte[] sha256, CancellationToken token);

    /// <summary>No error where there is none.</summary>
    Task DeleteAsync(byte[] sha256, CancellationToken token);
}
