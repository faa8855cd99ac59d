namespace EdgeEngines.Tracking;

/// <summary>The assignment problem on a full matrix with no more rows than columns: every row gets a column, the sum of gains is
/// the largest possible. Shortest augmenting paths with potentials, O(rows² × columns).</summary>
internal sealed class DenseAssignment
{
    private int _rows;
    private int _columns;
    private float[] _cost = []; // minus the gain, row-major
    private double[] _rowPotential = [];
    private double[] _columnPotential = [];
    private double[] _distance = [];
    private int[] _rowOf = []; // 1-based row of a 1-based column, 0 for none; column 0 holds the row being placed
    private int[] _before = [];
    private int[] _columnOf = [];
    private bool[] _done = [];

    public void Begin(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        if (_cost.Length < rows * columns)
            _cost = new float[rows * columns * 2];
        if (_distance.Length < columns + 1) // columns are never fewer than rows
        {
            var room = (columns + 1) * 2;
            _rowPotential = new double[room];
            _columnPotential = new double[room];
            _distance = new double[room];
            _rowOf = new int[room];
            _before = new int[room];
            _columnOf = new int[room];
            _done = new bool[room];
        }
        _cost.AsSpan(0, rows * columns).Clear();
    }

    public void SetGain(int row, int column, float gain) => _cost[(row * _columns) + column] = -gain;

    public int ColumnOf(int row) => _columnOf[row];

    public void Solve()
    {
        _rowPotential.AsSpan(0, _rows + 1).Clear();
        _columnPotential.AsSpan(0, _columns + 1).Clear();
        _rowOf.AsSpan(0, _columns + 1).Clear();
        for (var row = 1; row <= _rows; row++)
            Place(row);
        for (var column = 1; column <= _columns; column++)
        {
            if (_rowOf[column] > 0)
                _columnOf[_rowOf[column] - 1] = column - 1;
        }
    }

    /// <summary>Gives one more row a column along the cheapest path of reassignments (Dijkstra on reduced costs).</summary>
    private void Place(int row)
    {
        _rowOf[0] = row;
        _distance.AsSpan(0, _columns + 1).Fill(double.PositiveInfinity);
        _done.AsSpan(0, _columns + 1).Clear();
        var at = 0;
        do
        {
            _done[at] = true;
            at = Extend(at);
        }
        while (_rowOf[at] != 0);

        while (at != 0)
        {
            var before = _before[at];
            _rowOf[at] = _rowOf[before];
            at = before;
        }
    }

    /// <summary>Relaxes the edges of the row that sits on column <paramref name="from"/>; returns the nearest open column.</summary>
    private int Extend(int from)
    {
        var row = _rowOf[from];
        var costs = _cost.AsSpan((row - 1) * _columns, _columns);
        var nearest = 0;
        var step = double.PositiveInfinity;
        for (var column = 1; column <= _columns; column++)
        {
            if (_done[column])
                continue;
            var reduced = costs[column - 1] - _rowPotential[row] - _columnPotential[column];
            if (reduced < _distance[column])
                (_distance[column], _before[column]) = (reduced, from);
            if (_distance[column] < step)
                (step, nearest) = (_distance[column], column);
        }
        for (var column = 0; column <= _columns; column++)
        {
            if (_done[column])
            {
                _rowPotential[_rowOf[column]] += step;
                _columnPotential[column] -= step;
            }
            else
                _distance[column] -= step;
        }
        return nearest;
    }
}
