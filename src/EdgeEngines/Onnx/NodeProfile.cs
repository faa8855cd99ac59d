using System.Text.Json;
using EdgeEngines.Onnx.Providers;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>
/// Which provider ran which node of the probe. A session accepts a provider and may then give it nothing; the profile that ONNX
/// Runtime writes is the only place that tells. Ended after the probe, so later runs cost nothing.
/// </summary>
internal sealed class NodeProfile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("edge-profile-").FullName;

    public NodeProfile(SessionOptions options)
    {
        options.ProfileOutputPathPrefix = Path.Combine(_directory, "probe");
        options.EnableProfiling = true;
    }

    /// <returns>Providers that ran something, best first; a line into <paramref name="why"/> for each that ran nothing.</returns>
    public static IReadOnlyList<string> Finish(InferenceSession session, IReadOnlyList<ExecutionProvider> asked, List<string> why)
    {
        return Share(Count(File.ReadAllBytes(session.EndProfiling())), asked, why);
    }

    internal static IReadOnlyList<string> Share(IReadOnlyDictionary<string, int> nodes, IReadOnlyList<ExecutionProvider> asked, List<string> why)
    {
        List<string> got = [];
        foreach (var provider in asked)
        {
            if (nodes.GetValueOrDefault(ExecutionProviders.RuntimeName(provider)) > 0)
                got.Add(ExecutionProviders.Name(provider));
            else if (provider != ExecutionProvider.Cpu)
                why.Add($"{ExecutionProviders.Name(provider)}: accepted, but it takes no part of this model");
        }
        return got;
    }

    /// <summary>Nodes by provider, from a Chrome trace: <c>[{"cat":"Node","args":{"provider":…,"node_index":…}}, …]</c>.</summary>
    internal static Dictionary<string, int> Count(ReadOnlyMemory<byte> trace)
    {
        Dictionary<string, HashSet<string>> nodes = [];
        using var events = JsonDocument.Parse(trace);
        foreach (var entry in events.RootElement.EnumerateArray())
        {
            if (!entry.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Object
                || !args.TryGetProperty("provider", out var provider) || provider.GetString() is not { Length: > 0 } name)
                continue;
            var node = entry.TryGetProperty("name", out var id) ? id.GetString() : null;
            if (!nodes.TryGetValue(name, out var seen))
                nodes[name] = seen = [];
            seen.Add(node ?? "");
        }
        return nodes.ToDictionary(n => n.Key, n => n.Value.Count);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // A temporary file more; the engine works.
        }
    }
}
