using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Forms;

/// <summary>Every form in turn, whether it is often fair to ask or seldom; one that never fits is left out after a while.</summary>
internal sealed class FormTurn(IReadOnlyList<PlanForm> forms, WorldRandom random)
{
    private const int TriesATurn = 24;

    /// <summary>In which a form that fits once in twenty fits almost surely.</summary>
    private const int MostInVain = 120;

    private readonly Dictionary<PlanForm, int> _inVain = forms.ToDictionary(form => form, _ => 0);
    private PlanForm[] _order = [];
    private int _at;
    private int _tried;

    public PlanForm Next()
    {
        if (_at < _order.Length && _tried < TriesATurn && _inVain[_order[_at]] < MostInVain)
        {
            _tried++;
        }
        else
        {
            _tried = 1;
            if (++_at >= _order.Length)
                Shuffle();
        }
        _inVain[_order[_at]]++;
        return _order[_at];
    }

    /// <summary>A draft of it was of the wanted split.</summary>
    public void Fitted(PlanForm form) => _inVain[form] = int.MinValue / 2;

    /// <summary>A question was made of it: the next one's turn.</summary>
    public void Taken(PlanForm form) => _tried = _at < _order.Length && _order[_at] == form ? TriesATurn : _tried;

    private void Shuffle()
    {
        _at = 0;
        _order = [.. forms.Where(form => _inVain[form] < MostInVain)];
        if (_order.Length == 0)
            _order = [.. forms];
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var other = random.Between(0, i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }
}
