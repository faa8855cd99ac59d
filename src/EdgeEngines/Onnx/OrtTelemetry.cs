using System.Runtime.InteropServices;

namespace EdgeEngines.Onnx;

/// <summary>
/// ONNX Runtime 1.31 reports usage to its maker: it keeps events in <c>~/.cache/Microsoft/DeveloperTools/.onnxruntime</c> and uploads
/// them. A device with cameras reports to nobody but its owner, so that is switched off before the library wakes up.
/// </summary>
internal static partial class OrtTelemetry
{
    private const string Switch = "ORT_DISABLE_TELEMETRY";

    /// <summary>Whoever sets the variable, to any value, has decided for himself.</summary>
    public static void Disable()
    {
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(Switch, Environment.GetEnvironmentVariable(Switch) ?? "1");
        else
            _ = setenv(Switch, "1", overwrite: 0); // .NET's own setter changes a copy that native code never sees
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
