using System.Text.Json;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Clevr.Generating;

namespace EdgeWorld.Clevr;

/// <summary>One question of CLEVR as a plan over its scene, and its true answer.</summary>
public sealed record ClevrQuestion(string Text, string Plan, IWorld Scene, Value Answer);

/// <summary>The published text of CLEVR as plans with their answers: those that were published with an answer, and new ones from the templates.</summary>
public sealed class ClevrQuiz
{
    private readonly ClevrFolder _folder;
    private readonly ClevrScene[] _scenes;
    private readonly Dictionary<ClevrScene, ClevrWorld> _worlds;

    /// <exception cref="WorldException">The folder lacks a file, or one is not what is published.</exception>
    public ClevrQuiz(string folder)
    {
        _folder = new ClevrFolder(folder);
        _scenes = _folder.Scenes();
        _worlds = _scenes.ToDictionary(scene => scene, scene => new ClevrWorld(scene));
    }

    /// <summary>Those whose scene is among the 500; the answers are the publisher's.</summary>
    public IEnumerable<ClevrQuestion> Published() =>
        ClevrFolder.WithScene(_folder.Questions(), _scenes).Select(pair => new ClevrQuestion(
            pair.Question.Question, ClevrPlan.Of(pair.Question.ProgramFor(pair.Picture)), _worlds[pair.Scene], AnswerOf(pair.Question.Answers[pair.Picture])));

    /// <summary>From the published templates; the answers are those of the programs, run without plans (<c>ProgramRunner</c>).</summary>
    public IEnumerable<ClevrQuestion> Generated(int count, int seed) =>
        new TemplateQuestions(_scenes, _folder.Templates(), _folder.Metadata(), seed).Take(count)
            .Select(question => new ClevrQuestion(question.Text, ClevrPlan.Of(question.Program), _worlds[question.Scene], AnswerOf(question.Answer)));

    private static Value AnswerOf(JsonElement published) => published.ValueKind switch
    {
        JsonValueKind.Number => Value.OfInt(published.GetInt64()),
        JsonValueKind.True or JsonValueKind.False => Value.OfBool(published.GetBoolean()),
        _ => Value.OfText(published.GetString() ?? ""),
    };

    private static Value AnswerOf(ClevrValue value) => value switch
    {
        ClevrValue.Number number => Value.OfInt(number.Count),
        ClevrValue.Truth truth => Value.OfBool(truth.Holds),
        ClevrValue.Word word => Value.OfText(word.Text),
        _ => throw new WorldException($"{value} answers no question"),
    };
}
