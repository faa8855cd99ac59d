using System.Globalization;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Tests.Embedding;

/// <summary>Vectors of two numbers that point to an angle: six degrees for each pixel that a box lies to the right.</summary>
internal sealed class CompassImages : IImageEncoder
{
    public ModelDescription Model { get; set; } = CompassTexts.Describe("embed-image");
    public EngineReport Report => throw new NotSupportedException();
    public int BatchSize => 1;
    public int Dimensions => 2;
    public int Calls { get; private set; }
    public bool Disposed { get; private set; }

    public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
    {
        Calls++;
        for (var i = 0; i < boxesInSource.Length; i++)
            CompassTexts.Point(boxesInSource[i].Left * 6, vectors.Slice(2 * i, 2));
    }

    public void Dispose() => Disposed = true;
}

/// <summary>A text says the angle.</summary>
internal sealed class CompassTexts : ITextEncoder
{
    public ModelDescription Model { get; set; } = Describe("embed-text");
    public EngineReport Report => throw new NotSupportedException();
    public int Dimensions { get; set; } = 2;
    public int Context => 8;
    public bool Disposed { get; private set; }

    public void Encode(string text, Span<float> vector) => Point(float.Parse(text, CultureInfo.InvariantCulture), vector);

    public void Dispose() => Disposed = true;

    public static void Point(float degrees, Span<float> vector)
    {
        vector[0] = MathF.Cos(degrees * MathF.PI / 180);
        vector[1] = MathF.Sin(degrees * MathF.PI / 180);
    }

    public static ModelDescription Describe(string task) => new()
    {
        Name = task, Task = task, File = "x", Sha256 = "", Input = new InputDescription { Name = "x", Width = 1, Height = 1 },
    };
}

/// <summary>Finds the same in every frame.</summary>
internal sealed class FixedDetector(params Detection[] detections) : IDetector, IDetectorPass
{
    public ModelDescription Model { get; } = CompassTexts.Describe("detect");
    public EngineReport Report => throw new NotSupportedException();
    public int BatchSize => 1;
    public int Passes { get; private set; }
    public bool Disposed { get; private set; }

    public IDetectorPass CreatePass()
    {
        Passes++;
        return this;
    }

    void IDetectorPass.Prepare(int item, Frame frame) => Assert(item == 0);

    void IDetectorPass.Run(int items) => Assert(items == 1);

    void IDetectorPass.Read(int item, DetectionBuffer found)
    {
        found.Clear();
        foreach (var detection in detections)
            found.TryAdd(detection);
    }

    void IDisposable.Dispose()
    {
        if (Passes > 0)
            Passes--;
        else
            Disposed = true;
    }

    private static void Assert(bool holds) => Xunit.Assert.True(holds);
}
