using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>Makes the managed half of ONNX Runtime use the native library of a given directory, once a process. The providers'
/// own libraries are looked for beside it by ONNX Runtime.</summary>
internal static class NativeLibraryLoader
{
    private static readonly Lock s_gate = new();
    private static string? s_directory;

    /// <exception cref="EngineException">Nothing there, or another directory is in use already.</exception>
    public static void Use(string? directory)
    {
        if (directory is null)
            return;
        var full = Path.GetFullPath(directory);
        var library = FindIn(full);
        lock (s_gate)
        {
            if (s_directory == full)
                return;
            if (s_directory is not null)
                throw new EngineException($"Engines:NativeDirectory is {full}, but ONNX Runtime was already loaded from {s_directory}; restart to change it");
            // A library that was only preloaded is not found by its short name, so the name itself is resolved.
            OrtEnv.DisableDllImportResolver = true;
            NativeLibrary.SetDllImportResolver(
                typeof(OrtEnv).Assembly, (name, _, _) => name.StartsWith("onnxruntime", StringComparison.Ordinal) ? NativeLibrary.Load(library) : 0);
            s_directory = full;
        }
    }

    private static string FindIn(string directory)
    {
        string[] names = OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
            : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib"]
            : ["libonnxruntime.so", "libonnxruntime.so.1"];
        return names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
            ?? throw new EngineException(
                $"Engines:NativeDirectory is {directory}, expected {names[0]} in it, with libonnxruntime_providers_shared.so and the provider libraries beside it, "
                + (Directory.Exists(directory) ? "found none there" : "but there is no such directory") + ". docs/jetson.md says where to get them");
    }

    /// <summary>What to tell when the native library does not load, or is another version than the managed one wants.</summary>
    public static EngineException Explain(Exception failure)
    {
        var root = failure is TypeInitializationException { InnerException: { } inner } ? inner : failure;
        var from = s_directory is null ? "the program's own directory" : s_directory;
        var wanted = ManagedVersion;
        var advice = root is DllNotFoundException
            ? "Set Engines:NativeDirectory to a directory that holds libonnxruntime.so (a Jetson build brings none), or build with -p:EdgeTarget=host"
            : $"Put version {wanted} there, or build with -p:OrtVersion=<its version> so that both halves match";
        return new EngineException($"ONNX Runtime's native library cannot be used from {from}: {root.Message.Split('\n', 2)[0].TrimEnd()} Version expected: {wanted}. {advice}", failure);
    }

    public static string ManagedVersion =>
        typeof(OrtEnv).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
