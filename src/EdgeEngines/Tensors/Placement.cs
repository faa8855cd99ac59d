using EdgeEngines.Detecting;

namespace EdgeEngines.Tensors;

/// <summary>Where a picture lies in the engine's input: <c>model = source × scale + offset</c>.</summary>
public readonly record struct Placement(float ScaleX, float ScaleY, float OffsetX, float OffsetY, int SourceWidth, int SourceHeight)
{
    /// <summary>From the engine's pixels to the camera's, clipped to the picture.</summary>
    public Box ToSource(in Box inModel) => new(
        Math.Clamp((inModel.Left - OffsetX) / ScaleX, 0, SourceWidth),
        Math.Clamp((inModel.Top - OffsetY) / ScaleY, 0, SourceHeight),
        Math.Clamp((inModel.Right - OffsetX) / ScaleX, 0, SourceWidth),
        Math.Clamp((inModel.Bottom - OffsetY) / ScaleY, 0, SourceHeight));
}
