using System.Runtime.InteropServices;

namespace EdgeEngines.Pictures;

/// <summary>
/// libturbojpeg where it is installed (Debian and Ubuntu: package libturbojpeg or libturbojpeg0). The calls of its second API, which
/// versions 1.5 to 3 have.
/// </summary>
internal sealed unsafe class TurboLibrary
{
    private static readonly string[] s_names = ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg", "turbojpeg"];

    private TurboLibrary(nint library)
    {
        InitDecompress = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "tjInitDecompress");
        Destroy = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "tjDestroy");
        DecompressHeader = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int>)
            NativeLibrary.GetExport(library, "tjDecompressHeader3");
        DecompressToPlanes = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte**, int, int*, int, int, int>)
            NativeLibrary.GetExport(library, "tjDecompressToYUVPlanes");
        Decompress = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int>)
            NativeLibrary.GetExport(library, "tjDecompress2");
        GetErrorText = (delegate* unmanaged[Cdecl]<nint, byte*>)NativeLibrary.GetExport(library, "tjGetErrorStr2");
        GetErrorCode = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "tjGetErrorCode");
    }

    /// <summary>Null where there is none.</summary>
    public static TurboLibrary? Installed { get; } = Load();

    public delegate* unmanaged[Cdecl]<nint> InitDecompress { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Destroy { get; }

    /// <summary>handle, jpeg, bytes, width, height, subsampling, colour space.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int> DecompressHeader { get; }

    /// <summary>handle, jpeg, bytes, planes, width, strides, height, flags.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte**, int, int*, int, int, int> DecompressToPlanes { get; }

    /// <summary>handle, jpeg, bytes, pixels, width, pitch, height, pixel format, flags.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int> Decompress { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*> GetErrorText { get; }

    public delegate* unmanaged[Cdecl]<nint, int> GetErrorCode { get; }

    private static TurboLibrary? Load()
    {
        foreach (var name in s_names)
        {
            // An old library that lacks one of the calls is as good as none.
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "tjGetErrorCode", out _))
                return new TurboLibrary(library);
        }
        return null;
    }
}
