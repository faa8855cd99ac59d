using EdgeEngines.Tests;
using EdgeWorld.Clevr;

namespace EdgeWorld.Tests.Clevr;

/// <summary>What is published of CLEVR, read once. Reading skips the test where the data is absent.</summary>
internal static class ClevrData
{
    // Where the data is absent, every reader is told so again: the skip is kept as the failure of the first reading.
    private static readonly Lazy<ClevrFolder> s_folder = new(() => new ClevrFolder(TestData.Need("text/clevr")));
    private static readonly Lazy<ClevrScene[]> s_scenes = new(() => s_folder.Value.Scenes());
    private static readonly Lazy<QuestionTemplate[]> s_templates = new(() => s_folder.Value.Templates());

    public static ClevrScene[] Scenes => s_scenes.Value;

    public static QuestionTemplate[] Templates => s_templates.Value;

    public static ClevrMetadata Metadata() => s_folder.Value.Metadata();

    public static PublishedQuestion[] Questions() => s_folder.Value.Questions();

    public static IEnumerable<(PublishedQuestion Question, int Picture, ClevrScene Scene)> QuestionsWithScene() => ClevrFolder.WithScene(Questions(), Scenes);
}
