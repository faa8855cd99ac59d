using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LLama;
using LLama.Native;

namespace EdgeEngines.Gguf.LlamaCpp;

/// <summary>
/// What a model made of a prompt, in a file: <c>NAME.tokens</c> beside <c>NAME.state</c>. Such a file fits one model, one adapter, one set of parameters and one llama.cpp; all of them are in its
/// name, so that any other finds none.
/// </summary>
internal sealed class PrefixState
{
    /// <summary>Shorter ones are read faster than fetched.</summary>
    private const int LeastTokens = 64;

    private readonly LLamaContext _context;
    private readonly string _path;
    private bool _isSaved;

    private PrefixState(LLamaContext context, string path) => (_context, _path) = (context, path);

    /// <returns>Null where none is wanted.</returns>
    public static PrefixState? For(LLamaContext context, string model, GgufOptions options)
    {
        if (options.StateDirectory is not { } folder)
            return null;
        Directory.CreateDirectory(folder);
        var key = string.Join('\n', Stamp(model), Stamp(options.Adapter), options.AdapterScale.ToString(CultureInfo.InvariantCulture), Stamp(options.Library),
            typeof(LLamaContext).Assembly.GetName().Version, context.ContextSize, context.Params.SeqMax, options.GpuLayers);
        return new PrefixState(context, Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]));
    }

    /// <returns>The tokens that sequence 0 now holds; none where there is no file, or none that fits.</returns>
    public int[] Restore()
    {
        try
        {
            if (!File.Exists($"{_path}.tokens") || !File.Exists($"{_path}.state"))
                return [];
            var tokens = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes($"{_path}.tokens")).ToArray();
            _context.LoadState($"{_path}.state", LLamaSeqId.Zero);
            if (_context.NativeHandle.MemorySequenceMaxPosition(LLamaSeqId.Zero) == tokens.Length - 1)
            {
                _isSaved = true;
                return tokens;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Half a file, or one that llama.cpp does not take: it is written anew.
        }
        _context.NativeHandle.MemoryClear();
        return [];
    }

    /// <summary>Once: what most prompts have in common stands in the first as in any other.</summary>
    public void Save(int[] tokens)
    {
        if (_isSaved || tokens.Length < LeastTokens)
            return;
        _isSaved = true;
        File.Delete($"{_path}.tokens");
        _context.SaveState($"{_path}.state", LLamaSeqId.Zero);
        File.WriteAllBytes($"{_path}.new", MemoryMarshal.AsBytes(tokens.AsSpan()).ToArray());
        File.Move($"{_path}.new", $"{_path}.tokens", overwrite: true);
    }

    private static string Stamp(string? path)
    {
        var file = path is null ? null : new FileInfo(path);
        return file is null ? "" : $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}";
    }
}
