using EdgeWorld.Scenes;

namespace EdgeWorld.Questions;

/// <summary>The truth about one frame of a film, without drawing those before it.</summary>
public static class StreetFrames
{
    /// <summary>Five minutes of film: as far as a question may look into it.</summary>
    public const int LastFrame = 9_000;

    public static SceneGraph At(WorldOptions film, int frame)
    {
        if (frame is < 0 or > LastFrame)
            throw new WorldException($"frame {frame} of {film.ToUri()} is not valid: 0 to {LastFrame}");
        using var world = new StreetWorld(film);
        while (world.FrameIndex < frame)
            world.Advance();
        return world.Graph();
    }
}
