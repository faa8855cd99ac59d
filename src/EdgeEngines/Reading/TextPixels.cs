namespace EdgeEngines.Reading;

/// <summary>
/// Connected areas of a probability map (neighbours in eight directions, as <c>cv2.findContours</c>): runs of pixels row by row,
/// joined by union-find. Room is made once, for a run at every second pixel: no map of noise has more.
/// </summary>
internal sealed class TextPixels
{
    private readonly int _width;
    private readonly int _height;
    private readonly Run[] _runs;
    private readonly int[] _parents;
    private readonly int[] _next; // run of the same area further on, or -1
    private readonly int[] _lasts;
    private readonly int[] _areaOf;
    private readonly int[] _heads;
    private readonly int[] _sizes; // negative pixel counts, so that sorting brings the largest to the front

    public TextPixels(int width, int height)
    {
        (_width, _height) = (width, height);
        var most = height * ((width + 1) / 2);
        _runs = new Run[most];
        _parents = new int[most];
        _next = new int[most];
        _lasts = new int[most];
        _areaOf = new int[most];
        _heads = new int[most];
        _sizes = new int[most];
    }

    /// <summary>Areas found.</summary>
    public int Count { get; private set; }

    /// <summary>Finds the areas above the threshold, largest first. NaN is below every threshold.</summary>
    public void Find(ReadOnlySpan<float> map, float threshold)
    {
        var count = 0;
        var (above, aboveEnd) = (0, 0);
        for (var y = 0; y < _height; y++)
        {
            var start = count;
            CollectRow(map.Slice(y * _width, _width), y, threshold, ref count);
            Join(above, aboveEnd, start, count);
            (above, aboveEnd) = (start, count);
        }
        Gather(count);
    }

    /// <summary>Puts the ends of an area's runs into the hull, in the order that it wants.</summary>
    public void AddTo(ConvexHull hull, int area)
    {
        for (var run = _heads[area]; run >= 0; run = _next[run])
        {
            hull.Add(_runs[run].First, _runs[run].Row);
            hull.Add(_runs[run].Last, _runs[run].Row);
        }
    }

    /// <summary>Pixels of an area.</summary>
    public int Size(int area) => -_sizes[area];

    private void CollectRow(ReadOnlySpan<float> row, int y, float threshold, ref int count)
    {
        for (var x = 0; x < row.Length; x++)
        {
            if (!(row[x] > threshold))
                continue;
            var first = x;
            while (x + 1 < row.Length && row[x + 1] > threshold)
                x++;
            _parents[count] = count;
            _runs[count++] = new Run(y, first, x);
        }
    }

    private void Join(int above, int aboveEnd, int below, int belowEnd)
    {
        while (above < aboveEnd && below < belowEnd)
        {
            var (upper, lower) = (_runs[above], _runs[below]);
            if (upper.First <= lower.Last + 1 && lower.First <= upper.Last + 1)
                Unite(above, below);
            if (upper.Last < lower.Last)
                above++;
            else
                below++;
        }
    }

    private void Unite(int one, int other)
    {
        var (first, second) = (Root(one), Root(other));
        if (first < second)
            _parents[second] = first;
        else
            _parents[first] = second;
    }

    private int Root(int run)
    {
        while (_parents[run] != run)
            run = _parents[run] = _parents[_parents[run]];
        return run;
    }

    /// <summary>Chains the runs of each area. A root is its area's first run, so it comes before the others.</summary>
    private void Gather(int count)
    {
        Count = 0;
        for (var run = 0; run < count; run++)
        {
            _next[run] = -1;
            var root = Root(run);
            if (root == run)
            {
                _areaOf[run] = Count;
                _heads[Count] = run;
                _sizes[Count++] = 0;
            }
            else
            {
                _next[_lasts[root]] = run;
            }
            _lasts[root] = run;
            _sizes[_areaOf[root]] -= _runs[run].Last - _runs[run].First + 1;
        }
        _sizes.AsSpan(0, Count).Sort(_heads.AsSpan(0, Count));
    }

    private readonly record struct Run(int Row, int First, int Last);
}
