using EdgeWorld.Questions;

namespace EdgeWorld.Planning.Scenes;

/// <summary>Scenes by film and frame, as lines of questions name them; the last ones are kept. Not thread-safe.</summary>
public sealed class SceneStore(int most = 4_096)
{
    private readonly Dictionary<(string, int), PlanScene> _scenes = [];
    private readonly Queue<(string, int)> _oldest = [];

    /// <exception cref="WorldException">It is no film, or there is no such frame.</exception>
    public PlanScene Open(string source, int frame)
    {
        if (_scenes.TryGetValue((source, frame), out var known))
            return known;
        if (frame is < 0 or > StreetFrames.LastFrame)
            throw new WorldException($"frame {frame} of {source} is not valid: 0 to {StreetFrames.LastFrame}");
        if (_scenes.Count >= most)
            _scenes.Remove(_oldest.Dequeue());
        var scene = PlanScene.Of(WorldOptions.Parse(source), frame);
        _scenes[(source, frame)] = scene;
        _oldest.Enqueue((source, frame));
        return scene;
    }
}
