using EdgeEngines.Detecting.Heads;
using EdgeEngines.Frames;
using EdgeEngines.Reading;

namespace EdgeEngines.Onnx;

/// <summary>An engine that looks at one line of text, warped into its input.</summary>
internal sealed class LineRun : IDisposable
{
    private readonly SingleRun _run;
    private readonly QuadToTensor _warp;
    private readonly OutputTensor _output;
    private readonly int _height;

    /// <param name="engine">Reader or direction classifier.</param>
    /// <param name="choose">Checks the outputs and picks the one that is read.</param>
    public LineRun(TextEngine engine, Func<Models.ModelDescription, IReadOnlyList<OutputTensor>, OutputTensor> choose)
    {
        (Width, _height) = (engine.Model.Input.Width, engine.Model.Input.Height);
        _warp = new QuadToTensor(engine.Model.Input);
        _run = new SingleRun(engine.Model, engine.Session);
        try
        {
            _output = choose(engine.Model, _run.Outputs);
        }
        catch
        {
            _run.Dispose();
            throw;
        }
    }

    /// <summary>Of the input.</summary>
    public int Width { get; }

    /// <summary>The line keeps its shape in it.</summary>
    public bool Fits(in Quad lineInSource) => QuadToTensor.ColumnsFor(lineInSource, int.MaxValue, _height) <= Width;

    /// <summary>What the engine says of the line; valid until the next run.</summary>
    public ReadOnlySpan<float> Look(Frame frame, in Quad lineInSource)
    {
        _warp.Fill(frame, lineInSource, QuadToTensor.ColumnsFor(lineInSource, Width, _height), _height, _run.Input);
        _run.Run();
        return _output.Item(0);
    }

    public void Dispose() => _run.Dispose();
}
