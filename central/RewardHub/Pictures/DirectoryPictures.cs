using Microsoft.Win32.SafeHandles;

namespace RewardHub.Pictures;

/// <summary>A file for each picture, <c>ab/abcdef…</c>: written beside its name, synced, then renamed, and the folder synced.</summary>
internal sealed class DirectoryPictures : IPictureStore
{
    private readonly string _root;

    public DirectoryPictures(string root)
    {
        _root = Path.GetFullPath(root);
        try
        {
            Directory.CreateDirectory(_root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"Pictures:Directory {_root} cannot be made: {e.Message}", e);
        }
    }

    public async Task PutAsync(byte[] sha256, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken token)
    {
        var path = PathOf(sha256);
        var folder = Path.GetDirectoryName(path)!;
        if (new FileInfo(path) is { Exists: true } there && there.Length == bytes.Length)
        {
            // Whoever put it there may have died before this.
            SyncFolder(folder);
            return;
        }
        Directory.CreateDirectory(folder);
        var half = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var file = File.OpenHandle(half, FileMode.CreateNew, FileAccess.Write))
            {
                await RandomAccess.WriteAsync(file, bytes, 0, token);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(half, path, overwrite: true);
        }
        catch
        {
            File.Delete(half);
            throw;
        }
        SyncFolder(folder);
        SyncFolder(_root);
    }

    public Task<Stream?> OpenAsync(byte[] sha256, CancellationToken token)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 << 10, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(byte[] sha256, CancellationToken token)
    {
        try
        {
            File.Delete(PathOf(sha256));
        }
        catch (DirectoryNotFoundException)
        {
            // Nor was there anything in it.
        }
        return Task.CompletedTask;
    }

    private string PathOf(byte[] sha256)
    {
        var name = Convert.ToHexStringLower(sha256);
        return Path.Combine(_root, name[..2], name);
    }

    /// <summary>A name is only as durable as the folder that holds it.</summary>
    private static void SyncFolder(string folder)
    {
        using SafeFileHandle handle = FolderSync.Open(folder);
        FolderSync.Sync(handle, folder);
    }
}
