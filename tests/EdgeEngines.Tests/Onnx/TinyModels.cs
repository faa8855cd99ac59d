namespace EdgeEngines.Tests.Onnx;

/// <summary>Files whose answers can be worked out on paper.</summary>
internal static class TinyModels
{
    /// <summary>out = images × 2 + 1.</summary>
    public static byte[] DoublePlusOne(params object?[] inputShape) => new TinyOnnx()
        .Input("images", TinyOnnx.Float32, inputShape)
        .Output("out", TinyOnnx.Float32, inputShape)
        .Weight("two", [1], 2).Weight("one", [1], 1)
        .Node("Mul", ["images", "two"], ["doubled"])
        .Node("Add", ["doubled", "one"], ["out"])
        .Build();

    /// <summary>out = images, in the given type.</summary>
    public static byte[] Same(int type) => new TinyOnnx()
        .Input("images", type, 1, 3, 4, 4)
        .Output("out", type, 1, 3, 4, 4)
        .Node("Identity", ["images"], ["out"])
        .Build();

    /// <summary>The batch is open at the input and fixed inside.</summary>
    public static byte[] FalseBatch() => new TinyOnnx()
        .Input("images", TinyOnnx.Float32, "batch", 3, 4, 4)
        .Output("out", TinyOnnx.Float32, 1, 48)
        .Longs("shape", 1, 48)
        .Node("Reshape", ["images", "shape"], ["out"])
        .Build();

    /// <summary>As detectors with suppression in the graph: the output is as long as what was found.</summary>
    public static byte[] LengthDependsOnPicture() => new TinyOnnx()
        .Input("images", TinyOnnx.Float32, 1, 3, 4, 4)
        .Output("out", TinyOnnx.Int64, 4, null)
        .Node("NonZero", ["images"], ["out"])
        .Build();

    /// <summary>A 1×1 convolution whose weights are also listed as inputs, as old exporters did.</summary>
    public static byte[] WeightsAsInputs(int irVersion = 6) => new TinyOnnx { IrVersion = irVersion, Opset = 11 }
        .Input("images", TinyOnnx.Float32, 1, 3, 4, 4)
        .Input("kernel", TinyOnnx.Float32, 1, 3, 1, 1)
        .Input("shift", TinyOnnx.Float32, 1)
        .Output("out", TinyOnnx.Float32, 1, 1, 4, 4)
        .Weight("kernel", [1, 3, 1, 1], 0.5f, 0.25f, 0.125f)
        .Weight("shift", [1], 3)
        .Node("Conv", ["images", "kernel", "shift"], ["out"])
        .Build();
}
