namespace EdgeEngines.Models;

/// <summary>How a picture becomes the engine's input tensor: <c>value = (pixel − mean) × scale</c> a channel, pixel in 0..255.</summary>
public sealed record InputDescription
{
    /// <summary>Name of the graph input.</summary>
    public required string Name { get; init; }
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;
    public TensorType Type { get; init; } = TensorType.Float32;
    public required int Width { get; init; }
    public required int Height { get; init; }
    public ResizeMode Resize { get; init; } = ResizeMode.Letterbox;
    public ChannelOrder Colour { get; init; } = ChannelOrder.Rgb;

    /// <summary>Three values in the tensor's channel order, pixel scale 0..255.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0, 0, 0];

    /// <summary>Three multipliers in the tensor's channel order.</summary>
    public IReadOnlyList<float> Scale { get; init; } = [1, 1, 1];

    /// <summary>Pixel value (0..255, before mean and scale) of the letterbox border.</summary>
    public float Pad { get; init; } = 114;

    /// <summary>Where the picture sits in a letterbox.</summary>
    public LetterboxAnchor Anchor { get; init; } = LetterboxAnchor.Centre;

    /// <summary>For models that look at a part of a picture: this much of the box's width and height is added on every side first.</summary>
    public float Context { get; init; }

    /// <summary>For uint8 and int8 tensors of a quantized input: <c>q = round(value ÷ quant_scale) + quant_zero</c>.</summary>
    public float QuantScale { get; init; } = 1;
    public int QuantZero { get; init; }
}

public enum TensorLayout
{
    Nchw,
    Nhwc,
}

public enum TensorType
{
    Float32,
    Float16,
    Uint8,
    Int8,

    /// <summary>Tokens of a text model; no picture becomes one.</summary>
    Int32,
    Int64,
}

public enum ResizeMode
{
    /// <summary>Keeps the aspect ratio and fills the rest with the pad value.</summary>
    Letterbox,

    /// <summary>Fills the tensor; the aspect ratio changes.</summary>
    Stretch,

    /// <summary>Keeps the aspect ratio and cuts the overhang off both sides.</summary>
    Crop,
}

public enum ChannelOrder
{
    Rgb,
    Bgr,
}

public enum LetterboxAnchor
{
    Centre,

    /// <summary>Picture at the top left, border right and below, as YOLOX does.</summary>
    TopLeft,
}
