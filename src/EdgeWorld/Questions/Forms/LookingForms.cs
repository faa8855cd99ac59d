using EdgeWorld.Captions;
using EdgeWorld.Numerics;

namespace EdgeWorld.Questions.Forms;

/// <summary>What one thing is like: its colour, its state.</summary>
internal static class LookingForms
{
    public static QuestionDraft? Colour(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.DrawPlain(scene, random, ThingPhrases.KindsOf(scene));
        if (Choices.Colours(things.Kind).Count < 2)
            return null;
        var (places, form) = (scene.Places(things), random.Between(0, 4));
        if (places.Count > 1 && form < 2 && random.Chance(0.5))
        {
            var side = form == 0 ? "leftmost" : "rightmost";
            return new($"What colour is the {side} {things.One}?", Picked(things, side));
        }
        if (!scene.HasClearlyNearest(things))
            return null;
        var which = places.Count < 2 ? "the" : random.Pick<string>(["the nearest", "the closest"]);
        var question = form switch
        {
            0 => $"What colour is {which} {things.One}?",
            1 => $"What is the colour of {which} {things.One}?",
            2 => $"Which colour does {which} {things.One} have?",
            _ => $"Tell me the colour of {which} {things.One}.",
        };
        return new(question, Picked(things, "nearest"));
    }

    private static string Picked(ThingPhrase things, string tool) => $"{things.Find("a")}one = {tool}(a)\nc = colour(one)\nreturn c\n";

    public static QuestionDraft? State(AskedScene scene, WorldRandom random)
    {
        var things = ThingPhrases.DrawPlain(scene, random, scene.IsIndoors ? ["door", "phone", "person"] : ["traffic light", "person", "traffic light"]);
        var states = Choices.States(things.Kind);
        if (!scene.HasClearlyNearest(things) || scene.Graph.Objects.Any(thing => thing.Class == things.Kind && !states.Contains(thing.Attributes.State)))
            return null; // a light seen from behind, a person who lies on the ground
        var which = scene.Places(things).Count < 2 ? "the" : "the nearest";
        if (random.Chance(0.5))
        {
            var state = random.Pick<string>([.. states]);
            return new($"Is {which} {things.One} {state}?", $"{things.Find("a")}{things.Given("a")}one = nearest(given_a)\nw = where(one, \"{state}\")\ne = exists(w)\nreturn e\n");
        }
        var question = things.Kind switch
        {
            "traffic light" => random.Pick<string>(
                [$"Is {which} traffic light red or green?", $"What colour is {which} traffic light?", $"What does {which} traffic light show?", $"Is {which} light red, amber or green?"]),
            "door" => random.Pick<string>([$"Is {which} door open or closed?", $"What state is {which} door in?"]),
            "person" => random.Pick<string>([$"Is {which} person walking or standing?", $"Is {which} person standing or walking?"]),
            _ => $"Is {which} {things.One} on or off?",
        };
        return new(question, $"{things.Find("a")}one = nearest(a)\ns = state(one)\nreturn s\n");
    }
}
