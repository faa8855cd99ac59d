namespace EdgeWorld.Planning.Forms;

/// <summary>Reads <c>how many {a.many} (are there|(can|do) you see)</c>.</summary>
internal ref struct WordingReader
{
    private ReadOnlySpan<char> _left;

    private WordingReader(ReadOnlySpan<char> text) => _left = text;

    /// <exception cref="InvalidDataException">A bracket is not closed.</exception>
    public static Wording Read(string text)
    {
        var reader = new WordingReader(text);
        var wording = reader.Sequence();
        return reader._left.IsEmpty ? wording : throw new InvalidDataException($"'{text}': a bracket is closed that is not open");
    }

    private Wording Sequence()
    {
        List<Wording> parts = [];
        while (!_left.IsEmpty && _left[0] is not ('|' or ')'))
        {
            parts.Add(_left[0] switch
            {
                '(' => Choice(),
                '{' => Slot(),
                _ => Text(),
            });
        }
        return parts is [var only] ? only : new Wording.Sequence(parts);
    }

    private Wording.Choice Choice()
    {
        List<Wording> options = [];
        do
        {
            _left = _left[1..]; // the bracket, or the bar
            options.Add(Sequence());
        }
        while (!_left.IsEmpty && _left[0] == '|');
        if (_left.IsEmpty)
            throw new InvalidDataException("a round bracket is not closed");
        _left = _left[1..];
        return new Wording.Choice(options);
    }

    private Wording.Slot Slot()
    {
        var end = _left.IndexOf('}');
        if (end < 0)
            throw new InvalidDataException("a curly bracket is not closed");
        var slot = _left[1..end];
        _left = _left[(end + 1)..];
        var dot = slot.IndexOf('.');
        return dot < 0 ? new Wording.Slot(slot.ToString(), "") : new Wording.Slot(slot[..dot].ToString(), slot[(dot + 1)..].ToString());
    }

    private Wording.Text Text()
    {
        var end = _left.IndexOfAny("(){}|");
        var text = end < 0 ? _left : _left[..end];
        _left = _left[text.Length..];
        return new Wording.Text(text.ToString());
    }
}
