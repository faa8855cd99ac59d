using System.Collections.Concurrent;
using EdgeEngines.Frames;

namespace EdgeHost.Scenes;

/// <summary>The scenes of all cameras.</summary>
internal sealed class SceneBoard
{
    private readonly ConcurrentDictionary<CameraId, SceneState> _scenes = new();

    /// <summary>Made at the first call; a camera that starts again goes on with its old one.</summary>
    public SceneState For(CameraId camera) => _scenes.GetOrAdd(camera, static _ => new());

    /// <summary>Null for a camera that never was or is gone.</summary>
    public Scene? Read(CameraId camera) => _scenes.TryGetValue(camera, out var scene) ? scene.Read() : null;

    public IReadOnlyCollection<CameraId> Cameras => (IReadOnlyCollection<CameraId>)_scenes.Keys;

    public void Remove(CameraId camera) => _scenes.TryRemove(camera, out _);
}
