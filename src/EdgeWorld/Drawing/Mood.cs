using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Shapes;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>What a time of day and a weather do to colours. Gains multiply a colour's channels.</summary>
internal sealed record Mood
{
    public required Rgb SkyTop { get; init; }

    public required Rgb Horizon { get; init; }

    public required (double R, double G, double B) Gain { get; init; }

    public required ShapeLight Light { get; init; }

    /// <summary>Share of the view lost to haze per metre.</summary>
    public double HazePerMetre { get; init; } = 0.0022;

    /// <summary>Sensor noise reaches this far up and down, in levels.</summary>
    public int Noise { get; init; } = 3;

    public bool LightsOn { get; init; }

    public int ShadowAlpha { get; init; } = 70;

    /// <summary>How far a shadow runs per metre of height, and where to.</summary>
    public (double X, double Y) ShadowRun { get; init; } = (0.5, 0.3);

    public bool Rains { get; init; }

    /// <summary>Whether the sun stands in the camera's way.</summary>
    public bool Glares { get; init; }

    public bool IsNight { get; init; }

    public static Mood Of(LightKind light) => light switch
    {
        LightKind.Dusk => new Mood
        {
            SkyTop = new(62, 74, 122), Horizon = new(246, 168, 112), Gain = (0.80, 0.66, 0.62),
            Light = new ShapeLight(new Vec3(-0.8, 0.45, 0.4).Normalised(), 0.74, 0.36), LightsOn = true, ShadowAlpha = 46, ShadowRun = (1.6, -0.9),
            Noise = 5, HazePerMetre = 0.003,
        },
        LightKind.Night => new Mood
        {
            SkyTop = new(8, 11, 24), Horizon = new(38, 42, 62), Gain = (0.36, 0.38, 0.48),
            Light = new ShapeLight(new Vec3(0.1, -0.3, 0.95).Normalised(), 0.85, 0.3), LightsOn = true, ShadowAlpha = 60, ShadowRun = (0, 0),
            Noise = 10, IsNight = true, HazePerMetre = 0.002,
        },
        LightKind.Rain => new Mood
        {
            SkyTop = new(120, 128, 138), Horizon = new(172, 178, 184), Gain = (0.70, 0.73, 0.77),
            Light = new ShapeLight(new Vec3(0.1, -0.2, 0.97).Normalised(), 0.9, 0.18), LightsOn = true, ShadowAlpha = 34, ShadowRun = (0, 0),
            Noise = 5, Rains = true, HazePerMetre = 0.0065,
        },
        LightKind.Glare => new Mood
        {
            SkyTop = new(150, 176, 214), Horizon = new(255, 236, 200), Gain = (0.86, 0.80, 0.72),
            Light = new ShapeLight(new Vec3(0.15, 0.95, 0.22).Normalised(), 0.66, 0.42), ShadowAlpha = 84, ShadowRun = (-0.3, -2.2),
            Noise = 4, Glares = true, HazePerMetre = 0.005,
        },
        _ => new Mood
        {
            SkyTop = new(92, 146, 214), Horizon = new(206, 222, 236), Gain = (1, 1, 0.98),
            Light = new ShapeLight(new Vec3(-0.5, -0.45, 0.74).Normalised(), 0.68, 0.42),
        },
    };
}
