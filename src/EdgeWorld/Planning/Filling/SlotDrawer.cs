using EdgeWorld.Captions;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Words;
using EdgeWorld.Scenes;

namespace EdgeWorld.Planning.Filling;

/// <summary>Draws what stands in the slots of a form, mostly what a scene shows.</summary>
/// <param name="newWords">Share of slots that get words of no training question; 0 for none.</param>
internal sealed class SlotDrawer(Vocabulary vocabulary, WorldRandom random, double newWords)
{
    private const double ShownShare = 0.75;
    private const double CopiedShare = 0.12;
    private const double WideShare = 0.12;

    private IReadOnlyList<SceneObject> _shown = [];
    private bool _isIndoors;
    private Language _language;

    /// <summary>Null where nothing fits: a state of what has none, or the same things twice.</summary>
    public Dictionary<string, SlotFill>? Draw(PlanForm form, SceneGraph scene, Language language)
    {
        _shown = [.. scene.Objects.Where(thing => !thing.Ignored)];
        _isIndoors = scene.Scenario.StartsWith("indoor", StringComparison.Ordinal);
        _language = language;
        var fills = new Dictionary<string, SlotFill>(StringComparer.Ordinal);
        foreach (var slot in form.Slots)
        {
            if (Draw(slot, fills) is not { } fill || fills.Values.Any(other => other.GetType() == fill.GetType() && other is not ToolFill && other.Key == fill.Key))
                return null;
            fills[slot.Name] = fill;
        }
        return fills;
    }

    private SlotFill? Draw(SlotDeclaration slot, Dictionary<string, SlotFill> fills) => slot.Kind switch
    {
        "plain" => new ThingFillBuilder(this).Plain(slot.Of),
        "things" => new ThingFillBuilder(this).Things(),
        "vehicle" => new ThingFillBuilder(this).Plain("vehicles"),
        "rich" => new ThingFillBuilder(this).Rich(),
        "word" => WordOf(((ThingFill)fills[slot.Of]).Noun),
        "attr" => AttributeOf(((ThingFill)fills[slot.Of]).Noun),
        "value" => ValueOf(((ToolFill)fills[slot.Of]).Tool),
        "rel" => random.Pick<ToolFill>(FittingTools.Relations),
        "super" => random.Pick<ToolFill>(FittingTools.Superlatives),
        "order" => random.Pick<TextFill>(FittingTools.Orders),
        "lane" => random.Pick<TextFill>(FittingTools.Lanes),
        "happening" => random.Pick<TextFill>(FittingTools.Happenings),
        "metres" => Number("metres", NumberUnit.Metres, slot, fills),
        "seconds" => Number("seconds", NumberUnit.Seconds, slot, fills),
        "speed" => Number("speeds", NumberUnit.MetresPerSecond, slot, fills),
        "number" => Number("numbers", NumberUnit.None, slot, fills),
        "line" => NameOf("lines"),
        "say" => NameOf("sayings"),
        "unseen" => NameOf("unseen"),
        "phrase" => Phrase(),
        _ => throw new InvalidDataException($"slot {slot.Name} is of kind '{slot.Kind}', which there is not"),
    };

    public WordFill? WordOf(Noun noun)
    {
        var isNew = random.Chance(newWords);
        Describing[] fitting =
        [
            .. vocabulary.Describing.Where(word => word.IsNew == isNew && word.Kinds.Contains(noun.Class) && (_language == Language.English || word.Japanese.Count > 0)),
        ];
        if (fitting.Length == 0)
            return null;
        if (!isNew && random.Chance(ShownShare) && Shown(noun.Class) is { } thing && random.Pick<string?>(WordsOf(thing)) is { } word
            && Array.Find(fitting, describing => describing.Word == word) is { } shown)
            return new WordFill(shown, noun);
        return new WordFill(random.Pick<Describing>(fitting), noun);
    }

    public Noun? NounOf(string of)
    {
        var isNew = random.Chance(newWords);
        var isCopied = isNew || random.Chance(CopiedShare);
        Noun[] fitting =
        [
            .. vocabulary.Nouns.Where(noun => noun.IsNew == isNew && noun.IsCopied == isCopied && (_isIndoors ? noun.Indoors : noun.Outdoors) && noun.Class != "thing"
                && (of.Length == 0 || (of == "vehicles" ? noun.IsVehicle : noun.Class == of))),
        ];
        if (fitting.Length == 0)
            return null;
        if (!isCopied && random.Chance(WideShare) && Array.Find(fitting, noun => noun.Class == "vehicle") is { } wide)
            return wide;
        if (random.Chance(ShownShare) && _shown.Count > 0)
        {
            string[] kinds = [.. _shown.Select(thing => thing.Class).Distinct().Where(kind => fitting.Any(noun => noun.Class == kind))];
            if (kinds.Length > 0)
            {
                var kind = random.Pick<string>(kinds);
                return random.Pick<Noun>([.. fitting.Where(noun => noun.Class == kind)]);
            }
        }
        return random.Pick<Noun>(fitting);
    }

    public WorldRandom Random => random;

    public bool IsVehicles => !_isIndoors;

    public NumberFill? Metres() => (NumberFill?)Number("metres", NumberUnit.Metres, new SlotDeclaration("m", "metres", ""), []);

    private SceneObject? Shown(string kind)
    {
        SceneObject[] fitting = [.. _shown.Where(thing => thing.Class == kind)];
        return fitting.Length == 0 ? null : random.Pick<SceneObject>(fitting);
    }

    private static string?[] WordsOf(SceneObject thing) =>
    [
        .. ((string?[])[thing.Attributes.Colour, thing.Attributes.State, thing.Attributes.Place, thing.Attributes.With, thing.Attributes.Size]).Where(word => word is not null).DefaultIfEmpty(),
    ];

    private ToolFill? AttributeOf(Noun noun)
    {
        List<ToolFill> fitting = [];
        if (Choices.Colours(noun.Class).Count > 1 || noun.Class == "vehicle")
            fitting.AddRange([FittingTools.Colour, FittingTools.Colour]);
        if (noun.Class is "door" or "traffic light" or "phone" or "person" or "car" or "truck" or "bus" or "bicycle" or "motorcycle")
            fitting.Add(FittingTools.State);
        if (noun.Class is "car" or "truck" or "bus" or "person" or "dog")
            fitting.Add(FittingTools.Size);
        return fitting.Count == 0 ? null : random.Pick<ToolFill>([.. fitting]);
    }

    private TextFill? ValueOf(string tool)
    {
        Describing[] fitting = tool switch
        {
            "colour" => [.. vocabulary.Describing.Where(word => word.IsColour && !word.IsNew && word.Kinds.Contains("car"))],
            "size" => [.. vocabulary.Describing.Where(word => word.Word is "large" or "small")],
            _ => [],
        };
        if (fitting.Length == 0)
            return null;
        var word = random.Pick<Describing>(fitting);
        return new TextFill(word.Word, [.. word.Before], [.. word.Japanese]);
    }

    private NumberFill? Number(string what, NumberUnit unit, SlotDeclaration slot, Dictionary<string, SlotFill> fills)
    {
        var least = slot.Of.Length > 0 ? ((NumberFill)fills[slot.Of]).Number : int.MinValue;
        int[] fitting = [.. vocabulary.NumbersOf(what).Where(number => number > least)];
        return fitting.Length == 0 ? null : new NumberFill(random.Pick<int>(fitting), unit);
    }

    /// <summary>In the question's own language: nobody translates the name of a line.</summary>
    private TextFill? NameOf(string what)
    {
        var isNew = random.Chance(newWords);
        Named[] fitting = [.. vocabulary.NamesOf(what).Where(name => name.IsNew == isNew && name.IsJapanese == (_language == Language.Japanese))];
        if (fitting.Length == 0)
            return null;
        var text = random.Pick<Named>(fitting).Text;
        return new TextFill(text, [text], [text], isNew);
    }

    /// <summary>Kinds of one word only: a phrase is compared word by word.</summary>
    private PhraseFill? Phrase()
    {
        if (NounOf("") is not { IsCopied: false } noun || noun.Class.Contains(' ') || noun.Class == "vehicle" || WordOf(noun) is not { Word.IsNew: false } word
            || word.Word.Word is "large" or "small" or "moving")
            return null;
        var said = word.Word.Before.Count > 0 ? $"{word.Word.Word} {noun.Class}"
            : word.Word.IsColour ? $"{noun.Class} in {word.Word.Word}"
            : word.Word.Behind[0].Contains('{') ? null : $"{noun.Class} {word.Word.Behind[0]}";
        if (said is null || said.Contains("street", StringComparison.Ordinal) || said.Contains("rider", StringComparison.Ordinal))
            return null;
        return new PhraseFill(noun.Class, said);
    }
}
