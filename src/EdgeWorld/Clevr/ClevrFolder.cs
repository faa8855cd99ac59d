using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeWorld.Clevr;

/// <summary>What is published of CLEVR (Johnson et al., 2017) as text, in a folder: 500 scenes, questions with programs, templates, metadata.</summary>
internal sealed class ClevrFolder(string path)
{
    private static readonly string[] s_relations = ["left", "right", "front", "behind"];
    private static readonly string[] s_questionFiles = ["CLEVR_val_1_zero_hop.json", "CLEVR_val_1_one_hop.json", "CLEVR_val_1_same_relate.json"];

    /// <summary>Sets of objects are masks of 32; published scenes have ten at most.</summary>
    private const int MostObjects = 32;

    /// <exception cref="WorldException">A file is missing, or is not what is published.</exception>
    public ClevrScene[] Scenes()
    {
        const string file = "CLEVR_val_scenes_500.json";
        var scenes = Read(file, ClevrJson.Default.SceneFile).Scenes;
        foreach (var scene in scenes)
        {
            if (Problem(scene) is { } problem)
                throw new WorldException($"{Path.Combine(path, file)}: scene {scene.ImageFilename} {problem}");
        }
        return scenes;
    }

    public ClevrMetadata Metadata() => Read("metadata.json", ClevrJson.Default.ClevrMetadata);

    public PublishedQuestion[] Questions() => [.. s_questionFiles.SelectMany(file => Read(file, ClevrJson.Default.QuestionFile).Questions)];

    /// <summary>All families, ordered by the names of their files.</summary>
    public QuestionTemplate[] Templates()
    {
        var folder = Path.Combine(path, "templates");
        if (!Directory.Exists(folder))
            throw new WorldException($"{folder} is missing: expected the published templates");
        return
        [
            .. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
                .SelectMany(file => Read(Path.Combine("templates", Path.GetFileName(file)), ClevrJson.Default.QuestionTemplateArray)),
        ];
    }

    /// <summary>Every published pair of program and picture whose scene is there.</summary>
    public static IEnumerable<(PublishedQuestion Question, int Picture, ClevrScene Scene)> WithScene(IEnumerable<PublishedQuestion> questions, IEnumerable<ClevrScene> scenes)
    {
        var byPicture = scenes.ToDictionary(scene => scene.ImageFilename, StringComparer.Ordinal);
        foreach (var question in questions)
        {
            for (var picture = 0; picture < question.ImageFilenames.Length; picture++)
            {
                if (byPicture.TryGetValue(question.ImageFilenames[picture], out var scene))
                    yield return (question, picture, scene);
            }
        }
    }

    private static string? Problem(ClevrScene scene)
    {
        var count = scene.Objects.Length;
        if (count is < 1 or > MostObjects)
            return $"has {count} objects, expected 1 to {MostObjects}";
        if (scene.Objects.Any(thing => thing.PixelCoords is not [_, _, ..]))
            return "has an object without its place in the picture";
        foreach (var relation in s_relations)
        {
            if (!scene.Relationships.TryGetValue(relation, out var related) || related.Length != count || related.Any(others => others.Any(i => i < 0 || i >= count)))
                return $"lacks the relation {relation} between its {count} objects";
        }
        return null;
    }

    private T Read<T>(string file, JsonTypeInfo<T> type)
    {
        var full = Path.Combine(path, file);
        if (!File.Exists(full))
            throw new WorldException($"{full} is missing: expected the published text of CLEVR");
        try
        {
            using var stream = File.OpenRead(full);
            return JsonSerializer.Deserialize(stream, type) ?? throw new WorldException($"{full} is empty");
        }
        catch (JsonException e)
        {
            throw new WorldException($"{full} is not as it is published: {e.Message}");
        }
    }
}
