using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Reading;
using EdgeEngines.Tensors;

namespace EdgeEngines.Onnx;

/// <summary>The engine that finds lines of text in a frame or a part of it.</summary>
internal sealed class RegionRun : IDisposable
{
    private readonly InputDescription _input;
    private readonly SingleRun _run;
    private readonly FrameToTensor _whole;
    private readonly QuadToTensor _part;
    private readonly OutputTensor _map;
    private readonly RegionFinder _finder;

    public RegionRun(TextEngine engine)
    {
        _input = engine.Model.Input;
        _whole = new FrameToTensor(_input);
        _part = new QuadToTensor(_input);
        _run = new SingleRun(engine.Model, engine.Session);
        try
        {
            _map = TextOutputs.Map(engine.Model, _run.Outputs);
            _finder = new RegionFinder(engine.Text, _input.Width, _input.Height);
        }
        catch
        {
            _run.Dispose();
            throw;
        }
    }

    /// <summary>Valid until the next call.</summary>
    /// <param name="partInSource">Not empty, inside the picture; null: all of it.</param>
    public IReadOnlyList<TextRegion> Find(Frame frame, Box? partInSource)
    {
        var placement = partInSource is { } part ? FillPart(frame, part) : _whole.Fill(frame, _run.Input);
        _run.Run();
        return _finder.Find(_map.Item(0), placement);
    }

    public void Dispose() => _run.Dispose();

    /// <summary>The part at the top left of the input, its shape kept, the rest border: where it lies does not matter to the network.</summary>
    private Placement FillPart(Frame frame, in Box part)
    {
        var scale = Math.Min(_input.Width / part.Width, _input.Height / part.Height);
        var columns = Math.Clamp((int)MathF.Round(part.Width * scale), 1, _input.Width);
        var rows = Math.Clamp((int)MathF.Round(part.Height * scale), 1, _input.Height);
        _part.Fill(frame, Quad.Of(part), columns, rows, _run.Input);
        var (scaleX, scaleY) = (columns / part.Width, rows / part.Height);
        return new Placement(scaleX, scaleY, -part.Left * scaleX, -part.Top * scaleY, frame.SourceSize.Width, frame.SourceSize.Height);
    }
}
