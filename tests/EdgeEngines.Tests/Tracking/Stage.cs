using EdgeEngines.Detecting;
using EdgeEngines.Tracking;

namespace EdgeEngines.Tests.Tracking;

/// <summary>Plays made-up objects to a tracker and scores who it took them for.</summary>
internal sealed class Stage(Stage.Actor[] actors)
{
    /// <param name="At">Box at a time in seconds, null when not there at all.</param>
    /// <param name="IsSeen">Whether the detector sees it then.</param>
    public sealed record Actor(Func<double, Box?> At, Func<double, bool> IsSeen, int Class = 0, float Score = 0.8f);

    public double FramesPerSecond { get; init; } = 30;

    public double Seconds { get; init; } = 6;

    /// <summary>Deviation of box corners, as a share of the box's size.</summary>
    public double Noise { get; init; }

    /// <summary>Chance that a visible object is missed in a frame, and of a score that falls below the sure ones.</summary>
    public double MissChance { get; init; }
    public double LowChance { get; init; }

    /// <summary>Made-up boxes a frame that belong to nothing.</summary>
    public double FalseChance { get; init; }

    public double DropFrameChance { get; init; }

    public static Actor Walker(double x, double y, double vx, double vy, double w = 60, double h = 120, int @class = 0) =>
        new(t => At(x + (vx * t), y + (vy * t), w, h), _ => true, @class);

    public static Box At(double x, double y, double w, double h) =>
        new((float)(x - (w / 2)), (float)(y - (h / 2)), (float)(x + (w / 2)), (float)(y + (h / 2)));

    public IdentityScore Play(Tracker tracker, int seed)
    {
        var random = new Random(seed);
        var score = new IdentityScore(actors.Length);
        for (var frame = 0; frame < Seconds * FramesPerSecond; frame++)
        {
            if (random.NextDouble() < DropFrameChance)
                continue;
            var time = frame / FramesPerSecond;
            List<Detection> found = [];
            Dictionary<int, Box> truth = [];
            for (var i = 0; i < actors.Length; i++)
            {
                if (actors[i].At(time) is not { } box || !actors[i].IsSeen(time))
                    continue;
                truth[i] = box;
                score.AddTrueBox();
                if (random.NextDouble() >= MissChance)
                    found.Add(new(Shaken(box, random), random.NextDouble() < LowChance ? 0.25f : actors[i].Score, actors[i].Class));
            }
            if (random.NextDouble() < FalseChance)
                found.Add(new(At(random.Next(1920), random.Next(1080), 80, 80), 0.55f, 0));

            foreach (var track in tracker.Update(found.OrderBy(_ => random.Next()).ToArray(), time))
            {
                if (track is { Confirmed: true, Missed: 0 })
                    score.AddTrackBox(track.Id, Covered(track, truth));
            }
        }
        return score;
    }

    private int? Covered(in Track track, Dictionary<int, Box> truth)
    {
        var (best, overlap) = ((int?)null, 0.5f);
        foreach (var (actor, box) in truth)
        {
            if (actors[actor].Class == track.Class && track.BoxInSource.Overlap(box) > overlap)
                (best, overlap) = (actor, track.BoxInSource.Overlap(box));
        }
        return best;
    }

    private Box Shaken(Box box, Random random) => new(
        box.Left + (float)(Gauss(random) * Noise * box.Width), box.Top + (float)(Gauss(random) * Noise * box.Height),
        box.Right + (float)(Gauss(random) * Noise * box.Width), box.Bottom + (float)(Gauss(random) * Noise * box.Height));

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
