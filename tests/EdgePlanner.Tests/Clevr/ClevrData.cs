using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgePlanner.Tests.Clevr;

/// <summary>What is published of CLEVR, read once. Reading skips the test where the data is absent.</summary>
internal static class ClevrData
{
    private const string Folder = "text/clevr";

    // Where the data is absent, every reader is told so again: the skip is kept as the failure of the first reading.
    private static readonly Lazy<ClevrScene[]> s_scenes = new(() => Read("CLEVR_val_scenes_500.json", ClevrJson.Default.SceneFile).Scenes);
    private static readonly Lazy<QuestionTemplate[]> s_templates = new(ReadTemplates);

    public static ClevrScene[] Scenes => s_scenes.Value;

    /// <summary>All families, ordered by the names of their files.</summary>
    public static QuestionTemplate[] Templates => s_templates.Value;

    public static ClevrMetadata Metadata() => Read("metadata.json", ClevrJson.Default.ClevrMetadata);

    public static PublishedQuestion[] Questions() =>
    [
        .. new[] { "zero_hop", "one_hop", "same_relate" }
            .SelectMany(family => Read($"CLEVR_val_1_{family}.json", ClevrJson.Default.QuestionFile).Questions),
    ];

    /// <summary>Every published pair of program and picture whose scene is there.</summary>
    public static IEnumerable<(PublishedQuestion Question, int Picture, ClevrScene Scene)> QuestionsWithScene()
    {
        var scenes = Scenes.ToDictionary(scene => scene.ImageFilename);
        foreach (var question in Questions())
        {
            for (var picture = 0; picture < question.ImageFilenames.Length; picture++)
            {
                if (scenes.TryGetValue(question.ImageFilenames[picture], out var scene))
                    yield return (question, picture, scene);
            }
        }
    }

    private static QuestionTemplate[] ReadTemplates() =>
    [
        .. Directory.EnumerateFiles(TestData.Need(Path.Combine(Folder, "templates")), "*.json").Order(StringComparer.Ordinal)
            .SelectMany(file => Read(Path.Combine("templates", Path.GetFileName(file)), ClevrJson.Default.QuestionTemplateArray)),
    ];

    private static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        using var stream = File.OpenRead(TestData.Need(Path.Combine(Folder, file)));
        return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{file} is empty");
    }
}
