using System.Security.Cryptography;
using EdgeEngines.Onnx;

namespace EdgeEngines.Models;

/// <summary>
/// Reads a model's weights. The bytes that are hashed are the bytes that are parsed, so a file that is swapped in between
/// changes nothing, and no parser sees a byte that the description does not vouch for.
/// </summary>
internal static class ModelFile
{
    /// <exception cref="ModelException">Missing, empty, too large, unreadable, or another file than was described.</exception>
    public static byte[] ReadVerified(ModelFolder folder, long mostBytes)
    {
        var bytes = Read(folder.ModelPath, mostBytes);
        var found = Sha256(bytes);
        if (!found.Equals(folder.Description.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelException(
                $"model '{folder.Description.Name}': {folder.ModelPath} is not the file that model.json describes: sha256 expected "
                + $"{folder.Description.Sha256}, found {found} ({bytes.Length} bytes). It is truncated, damaged or another version: fetch it again, or describe it anew with 'models add'");
        return bytes;
    }

    /// <summary>A file that the weights cannot do without, such as a vocabulary.</summary>
    /// <param name="sha256">Null checks nothing.</param>
    /// <exception cref="ModelException">Missing, empty, too large, unreadable, or another file than was described.</exception>
    public static byte[] ReadCompanion(ModelFolder folder, string file, string? sha256, long mostBytes)
    {
        var path = Path.Combine(folder.Path, file);
        byte[] bytes;
        try
        {
            var length = new FileInfo(path).Length;
            bytes = length <= mostBytes
                ? File.ReadAllBytes(path)
                : throw new ModelException($"model '{folder.Description.Name}': {path} has {length} bytes; at most {mostBytes} are taken");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"model '{folder.Description.Name}': {path} cannot be read: {e.Message}", e);
        }
        if (bytes.Length == 0)
            throw new ModelException($"model '{folder.Description.Name}': {path} is empty");
        return sha256 is null || Sha256(bytes).Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? bytes
            : throw new ModelException(
                $"model '{folder.Description.Name}': {path} is not the file that model.json describes: sha256 expected {sha256}, found {Sha256(bytes)} "
                + $"({bytes.Length} bytes). Fetch it again, or describe the model anew with 'models add'");
    }

    public static byte[] Read(string path, long mostBytes = GraphFile.LargestBytes)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length == 0)
                throw new ModelException($"{path} is empty, expected an ONNX file");
            if (length > Math.Min(mostBytes, GraphFile.LargestBytes))
                throw new ModelException($"{path} has {length} bytes; at most {Math.Min(mostBytes, GraphFile.LargestBytes)} are taken");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read: {e.Message}", e);
        }
    }

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
