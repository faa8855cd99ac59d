namespace EdgeEngines.Onnx.Providers;

internal enum ExecutionProvider
{
    TensorRt,
    Cuda,
    Cpu,
}

internal static class ExecutionProviders
{
    public static readonly ExecutionProvider[] All = [ExecutionProvider.TensorRt, ExecutionProvider.Cuda, ExecutionProvider.Cpu];

    public static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.TensorRt => "TensorRT",
        ExecutionProvider.Cuda => "CUDA",
        _ => "CPU",
    };

    /// <summary>As ONNX Runtime calls it in its lists and profiles.</summary>
    public static string RuntimeName(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.TensorRt => "TensorrtExecutionProvider",
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    public static IReadOnlyList<string> Names(IEnumerable<ExecutionProvider> providers) => [.. providers.Select(Name)];

    /// <summary>Best first, without repeats. Empty asks for all.</summary>
    public static IReadOnlyList<ExecutionProvider> Parse(IEnumerable<string> names)
    {
        List<ExecutionProvider> asked = [];
        foreach (var name in names)
        {
            var found = All.Where(p => Name(p).Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
            if (found.Count == 0)
                throw new EngineException($"Engines:Providers holds '{name}', expected {string.Join(", ", Names(All))}");
            if (!asked.Contains(found[0]))
                asked.Add(found[0]);
        }
        return asked.Count > 0 ? asked : All;
    }
}
