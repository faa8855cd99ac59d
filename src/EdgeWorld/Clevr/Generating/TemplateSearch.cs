namespace EdgeWorld.Clevr.Generating;

/// <summary>Fills a template on a scene, depth first, until a well-posed question is found.</summary>
internal sealed class TemplateSearch(ClevrMetadata metadata, Random random)
{
    // A template may have no question on a scene, and saying so for certain can take millions of drafts.
    private const int MostDrafts = 500;

    private static readonly FilterWords s_nothing = new([null]);

    private readonly FilterOptions _options = new(metadata, random);

    private int _drafts;

    /// <summary>The filled template; null where none was found.</summary>
    public Draft? Find(ProgramRunner programs, SceneFilters filters, QuestionTemplate template, AnswerBalance balance)
    {
        _drafts = 0;
        var draft = new Draft(programs, template);
        return Complete(draft, filters, balance) ? draft : null;
    }

    private bool Complete(Draft draft, SceneFilters filters, AnswerBalance balance)
    {
        if (draft.IsComplete)
            return balance.Takes(draft.Answer) && !(draft.Template.Nodes.Any(node => node.Type == "relate") && Degeneracy.Of(draft));
        foreach (var option in OptionsOf(draft, filters))
        {
            if (_drafts++ >= MostDrafts)
                return false;
            if (draft.Add(option) && Complete(draft, filters, balance))
                return true;
            draft.Undo();
        }
        return false;
    }

    private List<FilterOption> OptionsOf(Draft draft, SceneFilters filters)
    {
        var node = draft.Template.Nodes[draft.NodesDone];
        if (node.Slots.Length == 0)
            return [new(null, s_nothing)];
        if (Draft.Spelled(node.Type))
        {
            return draft.ValueOf(node.Inputs[0]) is ClevrValue.One one
                ? _options.ForRelation(node.Type, filters, one.Index)
                : _options.ForFilter(node.Type, filters, ((ClevrValue.Objects)draft.ValueOf(node.Inputs[0])).Indexes);
        }
        var words = metadata.WordsOf(draft.Template.TypeOf(node.Slots[0]));
        return _options.Shuffled(words.Select(word => new FilterOption(null, new([word]))).ToList());
    }
}
