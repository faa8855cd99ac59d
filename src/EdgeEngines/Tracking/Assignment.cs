namespace EdgeEngines.Tracking;

/// <summary>
/// Pairs rows with columns so that the sum of gains is the largest possible; rows and columns may stay alone. Exact: the graph of
/// offered pairs is cut into its connected parts (in most frames an object and its detection), and each part that is more than
/// one pair is solved by shortest augmenting paths with potentials (Jonker and Volgenant 1987). Memory is kept between calls.
/// </summary>
public sealed class Assignment
{
    private readonly record struct Pair(int Row, int Column, float Gain);

    private Pair[] _pairs = new Pair[256];
    private Pair[] _byPart = new Pair[256];
    private int _pairCount;

    private int _rows;
    private int _columns;
    private int[] _parent = new int[128]; // union-find over rows, then columns
    private int[] _partEnd = new int[128];
    private int[] _columnOf = new int[128];
    private int[] _placeInPart = new int[128]; // of a row or a column, −1 when not in the part at hand

    private readonly DenseAssignment _dense = new();

    public void Begin(int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        _pairCount = 0;
        if (_parent.Length < rows + columns)
        {
            var room = (rows + columns) * 2;
            _parent = new int[room];
            _partEnd = new int[room];
            _placeInPart = new int[room];
            _columnOf = new int[room];
        }
        for (var i = 0; i < rows + columns; i++)
            _parent[i] = i;
        _columnOf.AsSpan(0, rows).Fill(-1);
    }

    /// <param name="gain">What this pair adds; pairs that are not offered, or with no gain above 0, are never made.</param>
    public void Offer(int row, int column, float gain)
    {
        if (!(gain > 0))
            return;
        if (_pairCount == _pairs.Length)
        {
            Array.Resize(ref _pairs, _pairCount * 2);
            Array.Resize(ref _byPart, _pairCount * 2);
        }
        _pairs[_pairCount++] = new(row, column, gain);
        _parent[Root(row)] = Root(_rows + column);
    }

    public void Solve()
    {
        SortByPart();
        for (var start = 0; start < _pairCount;)
        {
            var root = Root(_byPart[start].Row);
            var end = start + 1;
            while (end < _pairCount && Root(_byPart[end].Row) == root)
                end++;
            SolvePart(_byPart.AsSpan(start, end - start));
            start = end;
        }
    }

    /// <summary>The column that the row got, −1 for none.</summary>
    public int ColumnOf(int row) => _columnOf[row];

    /// <summary>A counting sort: pairs of one connected part come to lie together.</summary>
    private void SortByPart()
    {
        var ends = _partEnd.AsSpan(0, _rows + _columns);
        ends.Clear();
        for (var i = 0; i < _pairCount; i++)
            ends[Root(_pairs[i].Row)]++;
        var sum = 0;
        foreach (ref var end in ends)
            end = sum += end;
        for (var i = _pairCount - 1; i >= 0; i--)
            _byPart[--ends[Root(_pairs[i].Row)]] = _pairs[i];
    }

    private void SolvePart(ReadOnlySpan<Pair> part)
    {
        if (part.Length == 1)
        {
            _columnOf[part[0].Row] = part[0].Column;
            return;
        }

        foreach (var pair in part)
        {
            _placeInPart[pair.Row] = -1;
            _placeInPart[_rows + pair.Column] = -1;
        }
        int rows = 0, columns = 0;
        foreach (var pair in part)
        {
            if (_placeInPart[pair.Row] < 0)
                _placeInPart[pair.Row] = rows++;
            if (_placeInPart[_rows + pair.Column] < 0)
                _placeInPart[_rows + pair.Column] = columns++;
        }

        // Pairs that were not offered gain nothing, so with no more rows than columns "every row gets one" costs nothing either.
        var swapped = rows > columns;
        _dense.Begin(Math.Min(rows, columns), Math.Max(rows, columns));
        foreach (var pair in part)
        {
            var (row, column) = (_placeInPart[pair.Row], _placeInPart[_rows + pair.Column]);
            _dense.SetGain(swapped ? column : row, swapped ? row : column, pair.Gain);
        }
        _dense.Solve();
        foreach (var pair in part)
        {
            var (row, column) = (_placeInPart[pair.Row], _placeInPart[_rows + pair.Column]);
            if (swapped ? _dense.ColumnOf(column) == row : _dense.ColumnOf(row) == column)
                _columnOf[pair.Row] = pair.Column;
        }
    }

    private int Root(int node)
    {
        while (_parent[node] != node)
            node = _parent[node] = _parent[_parent[node]]; // path halving
        return node;
    }
}
