using System.Runtime.InteropServices;

namespace EdgeEngines.Onnx.Providers;

/// <summary>Versions of TensorRT, the driver and the board's system, as far as they can be read; part of an engine cache's key.</summary>
internal static unsafe class MachineVersions
{
    private static readonly string[] s_inferenceLibraries = ["libnvinfer.so.11", "libnvinfer.so.10", "libnvinfer.so.8"];

    /// <summary>L4T release of a Jetson; driver; board name.</summary>
    private static readonly string[] s_files = ["/etc/nv_tegra_release", "/proc/driver/nvidia/version", "/proc/device-tree/model"];

    public static string Read()
    {
        List<string> versions = [$"tensorrt {TensorRt() ?? "unknown"}"];
        foreach (var file in s_files)
        {
            if (FirstLine(file) is { } line)
                versions.Add(line);
        }
        return string.Join("; ", versions);
    }

    private static string? TensorRt()
    {
        foreach (var name in s_inferenceLibraries)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            // int32_t getInferLibVersion(): 1000 × major + 100 × minor + patch before 10, 10000 × major + … since. Never freed: CUDA
            // libraries do not survive being unloaded, and the provider loads it anyway.
            return NativeLibrary.TryGetExport(library, "getInferLibVersion", out var version) ? $"{name} {((delegate* unmanaged<int>)version)()}" : name;
        }
        return null;
    }

    private static string? FirstLine(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.Trim('\0', ' ') : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
