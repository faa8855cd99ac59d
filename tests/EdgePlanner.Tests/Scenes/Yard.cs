namespace EdgePlanner.Tests.Scenes;

/// <summary>
/// The scene that most tests look at, 640 × 480. From the left: a red car that comes at us, a parked blue car with a red cup before it, a
/// person whose clothes cannot be told with a brown dog at the feet, a second red car far to the right that drives across.
/// </summary>
internal static class Yard
{
    public static SketchWorld World() => new(
        new("car", new(100, 200, 200, 300))
        {
            Colour = "red", Size = "large", Material = "metal", State = "moving", Place = new(-2, 8, 0.5), Motion = new(5, 4, 0.2), Lane = "own", Score = 0.9f,
        },
        new("car", new(300, 220, 360, 280))
        {
            Colour = "blue", Size = "small", Material = "metal", State = "parked", Place = new(0.5, 12, 1), Motion = new(0, 0, 0.1), Lane = "right", Score = 0.8f,
        },
        new("person", new(400, 150, 440, 300)) { Colour = null, State = "walking", Place = new(3, 6, 0.4), Motion = new(1.2, -1, 0.2), Text = "STAFF" },
        new("dog", new(430, 260, 470, 300)) { Colour = "brown", Size = "small", Place = new(3.5, 6, 0.4) },
        new("cup", new(320, 240, 330, 255)) { Colour = "red", Shape = "cylinder", Material = "metal", Lane = null },
        new("car", new(500, 210, 560, 260))
        {
            Colour = "red", Size = "large", Material = "metal", State = "moving", Place = new(9, 15, 2), Motion = new(3, 0.3, 0.2), Lane = null, Score = 0.6f,
        })
    {
        EgoSpeed = new(7, 0.1),
        Kinds = ["car", "bus", "truck", "person", "dog", "cup"],
        Remembered =
        [
            new("person", default) { Colour = "yellow" }, new("person", default) { Colour = "red" }, new("keys", default) { Colour = "grey" },
        ],
        Sightings = { ["keys"] = new(-200, "on the table") },
        Happenings = { ["fall"] = 970 },
        Crossings = { ["gate"] = [100, 900, 990] },
    };
}
