using EdgePlanner.Worlds;
using EdgeWorld.Captions;
using EdgeWorld.Numerics;

namespace EdgeWorld.Questions.Forms;

/// <summary>How far, where, how fast, and which is nearer.</summary>
internal static class MeasuringForms
{
    /// <summary>Degrees that a thing stands off the edge between two hours of the clock face (an hour is thirty degrees).</summary>
    private const double HourMarginDeg = 4;

    /// <summary>Speeds about which nobody could say whether a thing stands or goes.</summary>
    private const double StandsMps = 0.25;
    private const double GoesMps = 0.9;

    public static QuestionDraft? Distance(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.Draw(scene, random);
        var isOne = scene.Places(things).Count < 2;
        var question = random.Pick<string>(
        [
            isOne ? $"How far away {things.Is} the {things.One}?" : $"How far away {things.Is} the nearest {things.One}?",
            isOne ? $"How far {things.Is} the {things.One}?" : $"How far {things.Is} the closest {things.One}?",
            isOne ? $"How far is it to the {things.One}?" : $"How far is it to the nearest {things.One}?",
            isOne ? $"What is the distance to the {things.One}?" : $"What is the distance to the nearest {things.One}?",
            $"How many metres away {things.Is} the nearest {things.One}?",
        ]);
        return new(question, $"{things.Find("a")}one = nearest(a)\nd = distance(one)\nreturn d\n");
    }

    public static QuestionDraft? Direction(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.Draw(scene, random);
        var places = scene.Places(things);
        if (!scene.HasClearlyNearest(things) || (places.Count > 0 && IsBetweenHours(places[0])))
            return null;
        var which = places.Count < 2 && random.Chance(0.6) ? "the" : "the nearest";
        var question = random.Pick<string>(
        [
            $"In which direction {things.Is} {which} {things.One}?", $"Where {things.Is} {which} {things.One}?", $"Which way {things.Is} {which} {things.One}?",
            $"At what o'clock {things.Is} {which} {things.One}?",
        ]);
        return new(question, $"{things.Find("a")}one = nearest(a)\nh = direction(one)\nreturn h\n");
    }

    public static QuestionDraft? Nearest(AskedScene scene, WorldRandom random)
    {
        if (random.Chance(0.4))
            return IsTheNearest(scene, random);
        var (one, other) = (ThingPhrases.Draw(scene, random), ThingPhrases.Draw(scene, random));
        var (places, others) = (scene.Places(one), scene.Places(other));
        if (one.One == other.One || (places is [var here, ..] && others is [var there, ..]
            && !AskedScene.IsClearlyNearer(here.DistanceM, there.DistanceM) && !AskedScene.IsClearlyNearer(there.DistanceM, here.DistanceM)))
            return null;
        var (first, second) = (places.Count > 1 ? "the nearest " : "the ", others.Count > 1 ? "the nearest " : "the ");
        var question = $"{random.Pick<string>(["Which is nearer,", "Which is closer:", "What is nearer,"])} {first}{one.One} or {second}{other.One}?";
        return new(question,
            $"{one.Find("a")}one = nearest(a)\nd = distance(one)\n{other.Find("b")}two = nearest(b)\nf = distance(two)\ng = compare(d, f, \"less\")\nc = choose(g, \"the first\", \"the second\")\nreturn c\n");
    }

    private static QuestionDraft? IsTheNearest(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.DrawPlain(scene, random, ThingPhrases.KindsOf(scene));
        var colours = Choices.Colours(things.Kind);
        if (colours.Count < 2 || !scene.HasClearlyNearest(things))
            return null;
        var shown = scene.Counted.FirstOrDefault(thing => thing.Class == things.Kind)?.Attributes.Colour;
        var colour = shown is not null && random.Chance(0.5) ? shown : random.Pick<string>([.. colours]);
        return new($"Is the nearest {things.One} {colour}?", $"{things.Find("a")}{things.Given("a")}one = nearest(given_a)\nw = where(one, \"{colour}\")\ne = exists(w)\nreturn e\n");
    }

    public static QuestionDraft? Moving(AskedScene scene, WorldRandom random)
    {
        var things = Mover(scene, random);
        var motions = scene.Motions(things);
        if (motions.Any(motion => motion.SpeedMps is > StandsMps and < GoesMps))
            return null;
        if (random.Chance(0.3))
            return new($"How many {things.Many} are {random.Pick<string>(["moving", "in motion"])}?", $"{things.Find("a")}m = moving(a)\nn = count(m)\nreturn n\n");
        var question = motions.Count == 1 && random.Chance(0.7)
            ? $"Is the {things.One} moving?"
            : random.Pick<string>([$"Is {things.Some} moving?", $"Are any {things.Many} moving?", $"Is there a moving {things.One}?"]);
        return new(question, $"{things.Find("a")}m = moving(a)\ne = exists(m)\nreturn e\n");
    }

    public static QuestionDraft? Approaching(AskedScene scene, WorldRandom random)
    {
        var things = Mover(scene, random);
        var motions = scene.Motions(things);
        if (motions.Any(motion => motion.ClosingMps is > StandsMps and < GoesMps))
            return null;
        var subject = motions.Count == 1 && random.Chance(0.6) ? $"the {things.One}" : things.Some;
        var question = random.Pick<string>([$"Is {subject} approaching?", $"Is {subject} coming towards me?", $"Is {subject} coming nearer?", $"Is {subject} coming closer?"]);
        return new(question, $"{things.Find("a")}m = approaching(a)\ne = exists(m)\nreturn e\n");
    }

    public static QuestionDraft? Speed(AskedScene scene, WorldRandom random)
    {
        var things = Mover(scene, random);
        var motions = scene.Motions(things);
        if (!scene.HasClearlyNearest(things) || motions.Any(motion => motion.SpeedMps is > StandsMps and < GoesMps))
            return null;
        var which = motions.Count < 2 ? "the" : "the nearest";
        var question = random.Pick<string>([$"How fast is {which} {things.One}?", $"How fast is {which} {things.One} moving?", $"What is the speed of {which} {things.One}?"]);
        return new(question, $"{things.Find("a")}one = nearest(a)\ns = speed_of(one)\nreturn s\n");
    }

    private static ThingPhrase Mover(AskedScene scene, WorldRandom random) =>
        ThingPhrases.DrawPlain(scene, random, scene.IsIndoors ? ["person", "dog"] : [.. ThingPhrases.Vehicles, "person"]);

    private static bool IsBetweenHours(GroundPlace place)
    {
        var off = (Trigonometry.Degrees(Math.Atan2(place.RightM, place.AheadM)) + 375) % 30;
        return off < HourMarginDeg || off > 30 - HourMarginDeg;
    }
}
