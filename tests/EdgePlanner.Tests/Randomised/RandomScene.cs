using EdgePlanner.Tests.Scenes;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tests.Randomised;

/// <summary>Up to 64 things of which much cannot be told. The same number gives the same scene.</summary>
internal static class RandomScene
{
    private static readonly string[] s_classes = ["car", "person", "dog", "keys"];
    private static readonly string?[] s_colours = ["red", "blue", "", null];
    private static readonly string?[] s_words = ["large", "metal", "moving", "", null];

    public static SketchWorld Of(int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, random.Next(0, 65)).Select(_ => Thing(random))])
        {
            EgoSpeed = random.Next(2) == 0 ? null : new Measured(random.NextDouble() * 30, 0.5),
            Remembered = [.. Enumerable.Range(0, random.Next(0, 65)).Select(_ => Thing(random))],
            Sightings = { ["keys"] = new(random.Next(1000), null) },
            Happenings = { ["gate"] = random.Next(1000) },
            Crossings = { ["gate"] = [random.Next(1000), random.Next(1000)] },
        };
    }

    private static SketchThing Thing(Random random)
    {
        float x = random.Next(600), y = random.Next(440);
        return new(s_classes[random.Next(s_classes.Length)], new(x, y, x + random.Next(40), y + random.Next(40)))
        {
            Colour = s_colours[random.Next(s_colours.Length)],
            Size = s_words[random.Next(s_words.Length)],
            Material = s_words[random.Next(s_words.Length)],
            State = s_words[random.Next(s_words.Length)],
            Place = random.Next(3) == 0 ? null : new GroundPlace(random.Next(-20, 20), random.Next(0, 60), random.NextDouble()),
            Motion = random.Next(3) == 0 ? null : new Motion(random.Next(10), random.Next(-10, 10), 0.2),
            Text = random.Next(3) == 0 ? null : "EXIT",
            Lane = random.Next(3) == 0 ? null : "own",
            Score = random.NextSingle(),
        };
    }
}
