using EdgePlanner.Tools;
using EdgeWorld.Exporting;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Asking;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Scenes;
using EdgeWorld.Planning.Seeds;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.UnseenTools;

namespace EdgeWorld.Planning;

/// <summary>
/// Questions for planners, the same from the same numbers on every machine:
/// <code>
/// form × way of asking × what a scene shows ─► question and checked plan ─► of this split? ─► scenes on which its answers differ
/// </code>
/// Training asks about films that train, every other split about films that only measure.
/// </summary>
public sealed class PlanQuestions
{
    /// <summary>Drafts in a row that may come to nothing; more means that the split has no more questions.</summary>
    private const int MostInVain = 20_000;

    private const double JapaneseShare = 0.4;

    /// <summary>Enough that refusing is learnt, few enough that it does not pay to refuse.</summary>
    private const int OneRefusedOf = 16;

    /// <summary>Of training: a tool goes by a name that nobody taught, so that reading documentation is rewarded too.</summary>
    private const double DisguisedShare = 0.12;

    /// <summary>Of training: asked in a way that was written for training alone, where there is one.</summary>
    private const double OnlyTrainingShare = 0.5;

    /// <summary>Of training: questions that want a tool which nobody taught, so that reading documentation is what helps.</summary>
    private const int OnePractisedOf = 6;

    /// <summary>Seeds of films for one number: enough that no two have a film in common.</summary>
    private const ulong SeedsASet = 1_000_000;

    private readonly PlanSplit _split;
    private readonly int _seed;
    private readonly WorldRandom _random;
    private readonly ScenePool _pool;
    private readonly SceneSearch _search;
    private readonly PlanDrafts _drafts;
    private readonly FormTurn _turn;
    private readonly FormTurn _practice;
    private readonly IReadOnlyList<ToolDeclaration> _brought;
    private readonly ToolRenaming _renaming;
    private readonly PlanForm[] _refusing;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <param name="scenes">Scenes to draw from.</param>
    /// <exception cref="WorldException">The seed is below 0.</exception>
    public PlanQuestions(PlanSplit split, int seed, int scenes = 600)
        : this(split, seed, PoolFor(split, seed, scenes))
    {
    }

    /// <param name="pool">Of <see cref="PoolFor"/>; the same one serves several splits.</param>
    internal PlanQuestions(PlanSplit split, int seed, ScenePool pool)
    {
        (_split, _seed, _pool) = (split, seed, pool);
        _random = WorldRandom.ForPart((ulong)seed, 0x71A0 + (int)split);
        _search = new SceneSearch(() => _pool.Pick(_random).Placed, _random);
        var newWords = split switch { PlanSplit.NovelWords => 0.6, PlanSplit.Unanswerable => 0.5, _ => 0 };
        _brought = split switch { PlanSplit.UnseenTool => UnseenToolCatalog.All, PlanSplit.Train => UnseenToolCatalog.Practised, _ => [] };
        _drafts = new PlanDrafts(PrimitiveCatalog.Standard.With(_brought), _random, newWords);
        _renaming = new ToolRenaming(_random);
        var forms = split switch { PlanSplit.UnseenTool => FormBook.Unseen, PlanSplit.Train => TrainingForms.All, _ => FormBook.Shipped };
        _turn = new FormTurn([.. forms.Where(form => form.Kind != "unanswerable")], _random);
        _practice = new FormTurn(FormBook.Practice, _random);
        _refusing = split is PlanSplit.Train or PlanSplit.Iid or PlanSplit.Unanswerable ? [.. FormBook.Shipped.Where(form => form.Kind == "unanswerable")] : [];
    }

    internal static ScenePool PoolFor(PlanSplit split, int seed, int scenes) => seed < 0
        ? throw new WorldException($"seed {seed} is not valid: at least 0")
        : new ScenePool(split == PlanSplit.Train ? SplitPart.Train : SplitPart.Test, scenes, (ulong)seed * SeedsASet);

    /// <summary>Those that were written by hand first. Fewer than wanted only where a split is written by hand and no more.</summary>
    public IEnumerable<PlanQuestion> Take(int count)
    {
        if (count < 1)
            throw new WorldException($"count {count} is not valid: at least 1");
        var (number, inVain) = (0, 0);
        foreach (var question in new HandWrittenQuestions(_split, _search, _pool, _random).All())
        {
            if (number == count)
                yield break;
            number++;
            _asked.Add(HeldOut.Plainly(question.Question));
            yield return question;
        }
        while (number < count && _split != PlanSplit.Paraphrase)
        {
            if (Next(number) is { } question)
            {
                (inVain, number) = (0, number + 1);
                yield return question;
            }
            else if (++inVain > MostInVain)
            {
                throw new WorldException($"split {PlanSplits.NameOf(_split)} has no more than {number} questions of seed {_seed}: ask for fewer");
            }
        }
    }

    private PlanQuestion? Next(int number)
    {
        var refuses = _refusing.Length > 0 && (_split == PlanSplit.Unanswerable || number % OneRefusedOf == OneRefusedOf - 1);
        var turn = _split == PlanSplit.Train && number % OnePractisedOf == 0 ? _practice : _turn;
        var form = refuses ? _random.Pick<PlanForm>(_refusing) : turn.Next();
        var language = _random.Chance(JapaneseShare) ? Language.Japanese : Language.English;
        PlanTemplate[] templates = [.. form.Templates.Where(template => template.Language == language && MayBeAsked(template, refuses))];
        if (templates.Length == 0)
            return null;
        var scene = _pool.Pick(_random);
        if (_drafts.Of(form, WayOf(templates), scene.Graph) is not { } draft || !IsOfThisSplit(draft))
            return null;
        turn.Fitted(form);
        if (!_asked.Add(HeldOut.Plainly(draft.Question)) || Scenes(draft, scene) is not { } scenes)
            return null;
        turn.Taken(form);
        var tools = _split == PlanSplit.Train && form.Tools.Count == 0 && _random.Chance(DisguisedShare) ? _renaming.Disguise(draft.Plan.Plan) : Tools(form);
        return new PlanQuestion(
            $"{PlanSplits.NameOf(_split)}-{_seed}-{number}", _split == PlanSplit.Adversarial ? Distractions.Around(draft.Question, _random) : draft.Question, language, form.Family, form.Kind,
            draft.Template.Id, draft.Calls, ToolRenaming.Disguised(draft.Canonical, tools), draft.PriceMs, tools, scenes);
    }

    private PlanTemplate WayOf(PlanTemplate[] templates)
    {
        if (_split == PlanSplit.Train && _random.Chance(OnlyTrainingShare) && Array.FindAll(templates, template => template.OnlyTrains) is { Length: > 0 } ways)
            return _random.Pick<PlanTemplate>(ways);
        PlanTemplate[] measured = [.. templates.Where(template => !template.OnlyTrains)];
        return _random.Pick<PlanTemplate>(measured.Length > 0 ? measured : templates);
    }

    /// <summary>One split has the held-out ways of asking and nothing else, the others have the rest.</summary>
    private bool MayBeAsked(PlanTemplate template, bool refuses) =>
        _split is PlanSplit.UnseenTool || (_split is PlanSplit.Unanswerable && refuses) || HeldOut.IsHeldOut(template) == (_split == PlanSplit.Template);

    /// <summary>Every second time one more that is not wanted: the documentation has to be read.</summary>
    private IReadOnlyList<string> Tools(PlanForm form)
    {
        if (form.Tools.Count == 0 || _random.Chance(0.5))
            return form.Tools;
        var other = _random.Pick<ToolDeclaration>([.. _brought.Where(tool => !form.Tools.Contains(tool.Name))]).Name;
        return _random.Chance(0.5) ? [other, .. form.Tools] : [.. form.Tools, other];
    }

    private bool IsOfThisSplit(PlanDraft draft) => _split switch
    {
        PlanSplit.UnseenTool => draft is { HasNewWords: false, Calls: <= HeldOut.LongestTrained },
        PlanSplit.Counterfactual => draft.Split == PlanSplit.Iid && draft.Form.Kind != "detection",
        PlanSplit.Adversarial => draft.Split == PlanSplit.Iid,
        _ => draft.Split == _split,
    };

    private IReadOnlyList<AskedOn>? Scenes(PlanDraft draft, PlanScene scene) =>
        draft.Form.Kind == "unanswerable" ? _search.Any(draft.Plan)
        : _split == PlanSplit.Counterfactual ? _search.AgainstTheUsual(draft.Plan, scene.Placed)
        : _split == PlanSplit.Train ? _search.Telling(draft.Plan, scene.Placed, NearPlans.Of(draft.Canonical))
        : _search.Differing(draft.Plan, scene.Placed);
}
