using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeHost.Asking;

namespace EdgeHost.Tooling;

/// <summary>A picture of nothing with a few things in it: something to run an engine on when only its time counts.</summary>
internal sealed class GreyScene : IDisposable
{
    private const int Width = 640, Height = 360, Things = 4, Grey = 128;

    private readonly FramePool _pool = new(1);
    private readonly Frame _frame;

    public GreyScene()
    {
        _frame = _pool.Rent(new FrameFormat(PixelFormat.Rgb24, Width, Height), CancellationToken.None);
        _frame.Pixels.Fill(Grey);
    }

    /// <summary>A world in which nothing has been looked at.</summary>
    public LiveWorld World()
    {
        List<SeenThing> things = [];
        for (var i = 0; i < Things; i++)
            things.Add(new SeenThing(new Box(20 + (150 * i), 60, 120 + (150 * i), 300), "thing", 1, 0, 0, 1));
        return new LiveWorld(things, _frame.SourceSize, 0, null, null, null) { Frame = _frame };
    }

    public void Dispose()
    {
        _frame.Release();
        _pool.Dispose();
    }
}
