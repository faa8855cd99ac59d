using EdgeWorld.Numerics;

namespace EdgeWorld.Questions.Forms;

/// <summary>How things stand to one other thing.</summary>
internal static class RelatingForms
{
    private static readonly (string Words, string Tool)[] s_beside = [("to the left of", "left_of"), ("left of", "left_of"), ("to the right of", "right_of"), ("right of", "right_of")];
    private static readonly (string Words, string Tool)[] s_along = [("in front of", "in_front_of"), ("behind", "behind"), ("near", "near"), ("next to", "near")];

    public static QuestionDraft? LeftOf(AskedScene scene, WorldRandom random) => Related(scene, random, random.Pick<(string, string)>(s_beside));

    public static QuestionDraft? Behind(AskedScene scene, WorldRandom random) => Related(scene, random, random.Pick<(string, string)>(s_along));

    private static QuestionDraft? Related(AskedScene scene, WorldRandom random, (string Words, string Tool) relation)
    {
        var (things, other) = (ThingPhrases.Draw(scene, random), ThingPhrases.Draw(scene, random));
        if (things.Kind == other.Kind || scene.Places(other).Count != 1)
            return null; // "the" is said of one
        var plan = $"{things.Find("a")}{other.Find("b")}r = {relation.Tool}(a, b)\n";
        return random.Chance(0.4)
            ? new($"How many {things.Many} are {relation.Words} the {other.One}?", $"{plan}n = count(r)\nreturn n\n")
            : new($"{(things.IsPlural ? "Are" : "Is")} there {things.Some} {relation.Words} the {other.One}?", $"{plan}e = exists(r)\nreturn e\n");
    }
}
