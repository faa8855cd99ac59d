using EdgeWorld.Numerics;

namespace EdgeWorld.Questions.Forms;

/// <summary>How many there are, whether there are any, and what follows from both.</summary>
internal static class CountingForms
{
    private static readonly int[] s_metres = [5, 8, 10, 12, 15, 20, 25, 30, 40];

    /// <summary>Nothing stands so near to the line that a few steps would change the answer.</summary>
    private const double LineMargin = 0.15;

    public static QuestionDraft? Count(AskedScene scene, WorldRandom random)
    {
        if (random.Chance(0.3))
            return CountNear(scene, random);
        var things = ThingPhrases.Draw(scene, random);
        var question = random.Pick<string>(
        [
            $"How many {things.Many} are there?", $"How many {things.Many} can you see?", $"How many {things.Many} do you see?",
            $"How many {things.Many} are in the picture?", $"Count the {things.Many}.", $"What is the number of {things.Many}?",
            $"Please count all {things.Many} here.",
        ]);
        return new(question, $"{things.Find("a")}n = count(a)\nreturn n\n");
    }

    private static QuestionDraft? CountNear(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.Draw(scene, random);
        var metres = random.Pick<int>(s_metres);
        if (scene.Places(things).Any(place => Math.Abs(place.DistanceM - metres) < LineMargin * metres))
            return null;
        var isFar = random.Chance(0.25);
        var question = isFar
            ? $"How many {things.Many} are {random.Pick<string>(["further", "farther", "more"])} than {metres} metres away?"
            : random.Pick<string>(
            [
                $"How many {things.Many} are closer than {metres} metres?", $"How many {things.Many} are within {metres} metres?",
                $"How many {things.Many} are less than {metres} m away?", $"How many {things.Many} are nearer than {metres} metres?",
            ]);
        var near = $"{things.Find("a")}b = within(a, metres={metres})\n";
        return new(question, isFar ? $"{near}c = without(a, b)\nn = count(c)\nreturn n\n" : $"{near}n = count(b)\nreturn n\n");
    }

    public static QuestionDraft? Exists(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.Draw(scene, random);
        var question = random.Pick<string>(
        [
            things.IsPlural ? $"Are there {things.Some}?" : $"Is there {things.Some}?", $"Are there any {things.Many}?", $"Can you see {things.Some}?",
            $"Do you see any {things.Many}?", $"Is there any {things.One} here?",
        ]);
        return new(question, $"{things.Find("a")}e = exists(a)\nreturn e\n");
    }

    public static QuestionDraft? Compare(AskedScene scene, WorldRandom random)
    {
        var (one, other) = (ThingPhrases.Draw(scene, random), ThingPhrases.Draw(scene, random));
        if (one.Many == other.Many || one.Kind == "vehicle" || other.Kind == "vehicle")
            return null;
        var (question, relation) = random.Between(0, 4) switch
        {
            0 => ($"Are there more {one.Many} than {other.Many}?", "greater"),
            1 => ($"Are there fewer {one.Many} than {other.Many}?", "less"),
            2 => ($"Are there as many {one.Many} as {other.Many}?", "equal"),
            _ => ($"Is the number of {one.Many} greater than the number of {other.Many}?", "greater"),
        };
        return new(question, $"{one.Find("a")}n = count(a)\n{other.Find("b")}m = count(b)\ng = compare(n, m, \"{relation}\")\nreturn g\n");
    }

    public static QuestionDraft? Both(AskedScene scene, WorldRandom random)
    {
        var (one, other) = (ThingPhrases.Draw(scene, random), ThingPhrases.Draw(scene, random));
        if (one.Many == other.Many)
            return null;
        var (question, tool) = random.Between(0, 4) switch
        {
            0 => ($"Is there {one.Some} and {other.Some}?", "both"),
            1 => ($"Are there both {one.Many} and {other.Many}?", "both"),
            2 => ($"Is there {one.Some} or {other.Some}?", "either"),
            _ => ($"Can you see {one.Some} or {other.Some}?", "either"),
        };
        return new(question, $"{one.Find("a")}e = exists(a)\n{other.Find("b")}f = exists(b)\nr = {tool}(e, f)\nreturn r\n");
    }
}
