using EdgeEngines.Frames;
using EdgeWorld;
using EdgeWorld.Scenes;

namespace EdgeHost.Tests.Evaluating;

/// <summary>Knows the truth of every picture that it is shown: it plays its own copy of the films. A picture that comes earlier than the one
/// before begins the next film, so that films have to have two pictures at least.</summary>
internal sealed class FilmOracle(IReadOnlyList<WorldOptions> films) : IDisposable
{
    private int _film;
    private StreetWorld? _world;
    private SceneGraph? _graph;

    public SceneGraph Truth(Frame picture)
    {
        if (_world is null || picture.Sequence < _world.FrameIndex)
        {
            _world?.Dispose();
            _world = new StreetWorld(films[_film++]);
            _graph = null;
        }
        for (; _world.FrameIndex < picture.Sequence; _graph = null)
            _world.Advance();
        return _graph ??= _world.Graph();
    }

    public void Dispose() => _world?.Dispose();
}
