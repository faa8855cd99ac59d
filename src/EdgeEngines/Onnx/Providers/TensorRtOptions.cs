namespace EdgeEngines.Onnx.Providers;

/// <summary>TensorRT's settings; section <c>Engines:TensorRt</c>.</summary>
public sealed class TensorRtOptions
{
    public int DeviceId { get; set; }

    /// <summary>Lets float32 models run in half precision. On: about twice as fast on Orin, and detectors lose nearly nothing.
    /// TensorRT 11 ignores it; there the model itself must be float16.</summary>
    public bool Fp16 { get; set; } = true;

    /// <summary>Integer arithmetic; set on its own for models with quantize/dequantize pairs, which bring their scales along.</summary>
    public bool Int8 { get; set; }

    /// <summary>Deep learning accelerator core to run on; null for the GPU. Orin NX and AGX have two, Orin Nano none.</summary>
    public int? DlaCore { get; set; }

    /// <summary>Scratch memory while building and running. 1 GiB leaves an 8 GB board its room.</summary>
    public long WorkspaceBytes { get; set; } = 1L << 30;

    /// <summary>0 to 5: higher searches longer for faster engines. 3 is TensorRT's default.</summary>
    public int BuilderOptimizationLevel { get; set; } = 3;

    /// <summary>−1 leaves it to TensorRT; 0 takes the least memory.</summary>
    public int AuxiliaryStreams { get; set; } = -1;

    /// <summary>Progress of a build, which is minutes of silence otherwise.</summary>
    public bool DetailedBuildLog { get; set; }
}
