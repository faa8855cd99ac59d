using System.Security.Cryptography;
using System.Text;

namespace EdgeEngines.Onnx.Providers;

/// <summary>
/// The directory in which TensorRT keeps the engine it built for one model on one machine. TensorRT itself checks nothing: an
/// engine of another version is an error, one of other weights is silently wrong. So everything that matters is in the name,
/// and no two models share a directory.
/// </summary>
internal sealed class EngineCache
{
    private const string KeyFile = "key.txt";

    private readonly string _key;

    public EngineCache(string root, EngineCacheKey key)
    {
        _key = key.Text;
        var name = string.Concat(key.ModelName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_').Take(40));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_key)));
        Directory = Path.Combine(Path.GetFullPath(root), $"{name}-{digest[..16]}");
    }

    public string Directory { get; }

    /// <summary>Made with its parents: TensorRT makes only the last folder and fails where the one above is missing.</summary>
    public void Prepare()
    {
        System.IO.Directory.CreateDirectory(Directory);
        File.WriteAllText(Path.Combine(Directory, KeyFile), _key);
    }

    /// <summary>An engine file that TensorRT cannot read is not rebuilt but reported on every start: this ends that.</summary>
    public void Clear()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        Prepare();
    }

    /// <summary>Does a failure look like TensorRT refusing its own cached engine?</summary>
    public static bool IsStale(Exception failure) =>
        failure.Message.Contains("deserialize", StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains("engine from cache", StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains("engine cache", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Everything that makes a built engine another one.</summary>
internal sealed record EngineCacheKey(string ModelName, string ModelSha256, string RuntimeVersion, string Machine, IReadOnlyDictionary<string, string> Settings, string InputShape)
{
    /// <summary>Settings that only say where the cache lies or what is logged.</summary>
    private static readonly string[] s_harmless = ["trt_engine_cache_path", "trt_timing_cache_path", "trt_detailed_build_log"];

    public string Text
    {
        get
        {
            var lines = Settings.Where(s => !s_harmless.Contains(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}");
            return $"model={ModelSha256}\nonnxruntime={RuntimeVersion}\nmachine={Machine}\ninput={InputShape}\n{string.Join('\n', lines)}\n";
        }
    }
}
