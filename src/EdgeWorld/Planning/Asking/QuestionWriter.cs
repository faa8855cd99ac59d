using System.Text;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Filling;
using EdgeWorld.Planning.Forms;

namespace EdgeWorld.Planning.Asking;

/// <summary>A template with its slots filled, as somebody might type it: fillers, politeness, a slip of the finger, any case and punctuation.</summary>
internal sealed class QuestionWriter(WorldRandom random)
{
    private const double TypoShare = 0.06;

    private readonly StringBuilder _text = new();
    private bool _slips;

    public string Write(PlanTemplate template, IReadOnlyDictionary<string, SlotFill> fills)
    {
        _text.Clear();
        _slips = template.Language == Language.English && random.Chance(TypoShare);
        Add(template.Wording, template.Language, fills);
        var core = string.Join(' ', _text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);
        return template.Language == Language.English ? Voice.English(core, random) : Voice.Japanese(core, random);
    }

    private void Add(Wording wording, Language language, IReadOnlyDictionary<string, SlotFill> fills)
    {
        switch (wording)
        {
            case Wording.Text text:
                _text.Append(_slips && Typos.Slip(text.Words, random) is { } slipped ? Once(slipped) : text.Words);
                break;
            case Wording.Slot slot:
                _text.Append(fills[slot.Name].Ask(slot.Facet, language, random));
                break;
            case Wording.Choice choice:
                Add(choice.Options[random.Between(0, choice.Options.Count)], language, fills);
                break;
            case Wording.Sequence sequence:
                foreach (var part in sequence.Parts)
                    Add(part, language, fills);
                break;
            default:
                throw new InvalidOperationException($"{wording.GetType()} is no wording");
        }
    }

    private string Once(string slipped)
    {
        _slips = false;
        return slipped;
    }
}
