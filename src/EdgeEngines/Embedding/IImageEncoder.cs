using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Embedding;

/// <summary>
/// A loaded engine of the task <c>embed-image</c>: a part of a picture in, a vector of length 1 out; near vectors mean alike
/// contents. Buffers are bound once: a call allocates nothing once it has seen the camera's size. Calls may come from any thread
/// and wait for one another. <c>ImageEncoderFactory</c> loads one.
/// </summary>
public interface IImageEncoder : IDisposable
{
    ModelDescription Model { get; }

    /// <summary>What was asked of the providers, what was got, and why.</summary>
    EngineReport Report { get; }

    /// <summary>Most boxes that one run of the engine takes; longer lists are worked off in several.</summary>
    int BatchSize { get; }

    /// <summary>Numbers a vector.</summary>
    int Dimensions { get; }

    /// <summary>One vector a box, in the order of the boxes. Boxes are in the camera's pixels, are widened as <c>input.context</c>
    /// says and clipped to the picture; of one that misses the picture the nearest pixel is taken.</summary>
    /// <param name="frame">Must stay leased during the call.</param>
    /// <param name="boxesInSource">Any number.</param>
    /// <param name="vectors">At least boxes × <see cref="Dimensions"/>; what is behind stays as it is.</param>
    /// <exception cref="ArgumentException">A box that is no box (NaN, infinite), or too little room.</exception>
    /// <exception cref="Onnx.EngineException">The run failed.</exception>
    void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors);
}
