namespace EdgeWorld.Clevr.Generating;

/// <summary>
/// Questions from the published templates on the published scenes, after the published generator: every "the" fits one object, constraints
/// hold, relations matter, answers are balanced. The same seed gives the same questions.
/// </summary>
internal sealed class TemplateQuestions(ClevrScene[] scenes, QuestionTemplate[] templates, ClevrMetadata metadata, int seed)
{
    private readonly SceneFilters[] _filters = [.. scenes.Select(scene => new SceneFilters(scene))];
    private readonly ProgramRunner[] _programs = [.. scenes.Select(scene => new ProgramRunner(scene))];
    private readonly AnswerBalance[] _balances = [.. templates.Select(template => new AnswerBalance(template, metadata))];
    private readonly int[] _tried = new int[templates.Length];
    private readonly Random _random = new(seed);

    /// <summary>The scenes in turn; on each the family tried least so far that has a question there.</summary>
    public IEnumerable<GeneratedQuestion> Take(int count)
    {
        var search = new TemplateSearch(metadata, _random);
        for (var i = 0; i < count; i++)
            yield return Next(search, i % scenes.Length) ?? throw new WorldException($"no template has a question on {scenes[i % scenes.Length].ImageFilename}");
    }

    private GeneratedQuestion? Next(TemplateSearch search, int scene)
    {
        foreach (var template in Enumerable.Range(0, templates.Length).OrderBy(t => _tried[t]))
        {
            _tried[template]++;
            if (search.Find(_programs[scene], _filters[scene], templates[template], _balances[template]) is not { } draft)
                continue;
            _balances[template].Count(draft.Answer);
            return new(scenes[scene], template, QuestionText.Of(draft, _random), draft.Program, draft.Answer);
        }
        return null;
    }
}
