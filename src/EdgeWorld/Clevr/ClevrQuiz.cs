using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Clevr.Generating;

namespace EdgeWorld.Clevr;

/// <summary>One question of CLEVR as a plan over its scene, and its true answer.</summary>
/// <param name="Source"><c>clevr:</c> and the name of the picture.</param>
/// <param name="Template">Of the generated ones the index of its family; −1 else.</param>
public sealed record ClevrQuestion(string Text, string Plan, IWorld Scene, Value Answer, string Source, int Template = -1);

/// <summary>The published text of CLEVR as plans with their answers: those that were published with an answer, and new ones from the templates.</summary>
public sealed class ClevrQuiz
{
    private readonly ClevrFolder _folder;
    private readonly ClevrScene[] _scenes;
    /// <summary>Of the 500: a fifth.</summary>
    public const int UntouchedScenes = 100;

    private const string Scheme = "clevr:";

    private readonly Dictionary<ClevrScene, ClevrWorld> _worlds;
    private readonly Dictionary<string, ClevrScene> _bySource;

    /// <exception cref="WorldException">The folder lacks a file, or one is not what is published.</exception>
    public ClevrQuiz(string folder)
    {
        _folder = new ClevrFolder(folder);
        _scenes = _folder.Scenes();
        _worlds = _scenes.ToDictionary(scene => scene, scene => new ClevrWorld(scene));
        _bySource = _scenes.ToDictionary(SourceOf, StringComparer.Ordinal);
    }

    public static bool IsSource(string source) => source.StartsWith(Scheme, StringComparison.Ordinal);

    /// <exception cref="WorldException">There is no such scene.</exception>
    public IWorld WorldOf(string source) => _bySource.TryGetValue(source, out var scene)
        ? _worlds[scene]
        : throw new WorldException($"{source} is none of the {_scenes.Length} scenes of CLEVR: expected for example {SourceOf(_scenes[0])}");

    /// <summary>Sources of the scenes that train, or of the hundred that only measure: those whose names have the smallest hashes.</summary>
    public IReadOnlyList<string> Sources(bool untouched) => [.. Part(untouched).Select(SourceOf)];

    /// <summary>Those whose scene is among the 500; the answers are the publisher's.</summary>
    public IEnumerable<ClevrQuestion> Published() =>
        ClevrFolder.WithScene(_folder.Questions(), _scenes).Select(pair => new ClevrQuestion(
            pair.Question.Question, ClevrPlan.Of(pair.Question.ProgramFor(pair.Picture)), _worlds[pair.Scene], AnswerOf(pair.Question.Answers[pair.Picture]), SourceOf(pair.Scene)));

    /// <summary>From the published templates; the answers are those of the programs, run without plans (<c>ProgramRunner</c>).</summary>
    /// <param name="untouched">Only about the scenes that measure, or only about the others; null for all.</param>
    public IEnumerable<ClevrQuestion> Generated(int count, int seed, bool? untouched = null) =>
        new TemplateQuestions(untouched is { } part ? Part(part) : _scenes, _folder.Templates(), _folder.Metadata(), seed).Take(count)
            .Select(question => new ClevrQuestion(question.Text, ClevrPlan.Of(question.Program), _worlds[question.Scene], AnswerOf(question.Answer), SourceOf(question.Scene), question.Template));

    private ClevrScene[] Part(bool untouched)
    {
        var byHash = _scenes.OrderBy(scene => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(scene.ImageFilename))), StringComparer.Ordinal).ToArray();
        var measuring = Math.Min(UntouchedScenes, byHash.Length);
        return untouched ? byHash[..measuring] : byHash[measuring..];
    }

    private static string SourceOf(ClevrScene scene) => $"{Scheme}{scene.ImageFilename}";

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
