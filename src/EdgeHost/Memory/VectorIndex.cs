using System.Numerics.Tensors;

namespace EdgeHost.Memory;

/// <summary>
/// Vectors of length 1 in the order they came, searched by cosine, exactly: the result is that of comparing with every vector in 32-bit
/// floats. What is read of every row is a quarter of that, 8 bits a number:
/// <code>
/// query ─► 16-bit query × every 8-bit row ─► cosine ± error ─► rows that may be among the best ─► float × float ─► best
/// </code>
/// A row <c>v = s·q + e</c> keeps the length of its rounding error <c>e</c>. By Cauchy and Schwarz the cosine is off by at most
/// <c>|u'|·|e|</c> for the query as rounded, <c>u'</c>, and the length of the query's own error: so a row whose cosine plus that
/// stays under the k-th best cosine minus that cannot be among the best k. 5 bytes a number in all. One thread at a time; a search
/// allocates nothing.
/// </summary>
internal sealed unsafe class VectorIndex
{
    /// <summary>Rows to begin with.</summary>
    private const int FewestRows = 256;

    /// <summary>What summing floats in another order may change of a cosine, with room to spare: 2⁻²⁴ × √dimensions is typical.</summary>
    private const float Rounding = 1e-5f;

    private readonly int _dimensions;
    private readonly int _stride;
    private readonly short[] _query;
    private readonly float[] _restored;
    private readonly BestMatches _floor;
    private readonly BestMatches _best;

    // A ring: row r is at (_first + r) mod capacity, so that the oldest leaves without anything moving.
    private float[] _exact = [];
    private sbyte[] _rounded = [];
    private float[] _steps = [];
    private float[] _errors = [];
    private float[] _cosines = [];
    private long[] _ids = [];
    private int _first;

    /// <param name="dimensions">Numbers a vector.</param>
    /// <param name="mostMatches">Most that a search may ask for.</param>
    public VectorIndex(int dimensions, int mostMatches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        _dimensions = dimensions;
        _stride = (dimensions + QuantizedDot.Step - 1) / QuantizedDot.Step * QuantizedDot.Step;
        _query = new short[_stride];
        _restored = new float[dimensions];
        MostMatches = mostMatches;
        (_floor, _best) = (new BestMatches(mostMatches), new BestMatches(mostMatches));
    }

    public int Count { get; private set; }

    public int MostMatches { get; }

    /// <summary>Rows that the latest search compared in floats.</summary>
    public int Rescored { get; private set; }

    /// <param name="id">Above all before it.</param>
    /// <param name="vector">Of length 1, or all zeros.</param>
    public void Add(long id, ReadOnlySpan<float> vector)
    {
        if (vector.Length != _dimensions)
            throw new ArgumentException($"a vector of {vector.Length} numbers, expected {_dimensions}", nameof(vector));
        if (Count == _ids.Length)
            Grow();
        var at = At(Count++);
        _ids[at] = id;
        vector.CopyTo(_exact.AsSpan(at * _dimensions));
        var step = MathF.Abs(TensorPrimitives.MaxMagnitude(vector)) / QuantizedDot.LargestRowValue;
        var row = _rounded.AsSpan(at * _stride, _stride);
        row.Clear();
        for (var i = 0; i < vector.Length; i++)
        {
            row[i] = step == 0 ? (sbyte)0 : (sbyte)MathF.Round(vector[i] / step);
            _restored[i] = row[i] * step;
        }
        (_steps[at], _errors[at]) = (step, TensorPrimitives.Distance<float>(vector, _restored));
    }

    public void RemoveOldest()
    {
        if (Count == 0)
            throw new InvalidOperationException("there is no vector to remove");
        _first = (_first + 1) % _ids.Length;
        Count--;
    }

    /// <summary>The nearest vectors, best first.</summary>
    /// <param name="vector">Of length 1.</param>
    /// <param name="matches">As many as are wanted; at most <see cref="MostMatches"/>.</param>
    /// <returns>How many there are.</returns>
    public int Search(ReadOnlySpan<float> vector, Span<VectorMatch> matches)
    {
        if (vector.Length != _dimensions)
            throw new ArgumentException($"a vector of {vector.Length} numbers, expected {_dimensions}", nameof(vector));
        var wanted = Math.Min(Math.Min(matches.Length, MostMatches), Count);
        Rescored = 0;
        if (wanted == 0)
            return 0;
        var (queryStep, queryLength, queryError) = Round(vector);
        var firstPart = Math.Min(Count, _ids.Length - _first);
        _floor.Restart(wanted);
        Scan(_first, firstPart, queryStep, queryLength, queryError);
        Scan(0, Count - firstPart, queryStep, queryLength, queryError);
        var floor = _floor.Floor;
        _best.Restart(wanted);
        Rescore(vector, _first, firstPart, floor, queryLength, queryError);
        Rescore(vector, 0, Count - firstPart, floor, queryLength, queryError);
        return _best.Drain(matches);
    }

    /// <summary>Cosines of so many rows as rounded, and the k-th best of what they are at least.</summary>
    private void Scan(int from, int count, float queryStep, float queryLength, float queryError)
    {
        fixed (sbyte* rows = _rounded)
        fixed (short* query = _query)
        {
            var floor = _floor.Floor;
            for (var at = from; at < from + count; at++)
            {
                var cosine = QuantizedDot.Of(rows + ((long)at * _stride), query, _stride) * (_steps[at] * queryStep);
                _cosines[at] = cosine;
                var least = cosine - Slack(at, queryLength, queryError);
                if (least < floor)
                    continue;
                _floor.Offer(new VectorMatch(_ids[at], least));
                floor = _floor.Floor;
            }
        }
    }

    private void Rescore(ReadOnlySpan<float> vector, int from, int count, float floor, float queryLength, float queryError)
    {
        for (var at = from; at < from + count; at++)
        {
            if (_cosines[at] + Slack(at, queryLength, queryError) < floor)
                continue;
            _best.Offer(new VectorMatch(_ids[at], TensorPrimitives.Dot(vector, _exact.AsSpan(at * _dimensions, _dimensions))));
            Rescored++;
        }
    }

    private float Slack(int at, float queryLength, float queryError) => (queryLength * _errors[at]) + queryError + Rounding;

    private (float Step, float Length, float Error) Round(ReadOnlySpan<float> vector)
    {
        var step = MathF.Abs(TensorPrimitives.MaxMagnitude(vector)) / QuantizedDot.LargestQueryValue(_stride);
        for (var i = 0; i < vector.Length; i++)
        {
            _query[i] = step == 0 ? (short)0 : (short)MathF.Round(vector[i] / step);
            _restored[i] = _query[i] * step;
        }
        return (step, TensorPrimitives.Norm<float>(_restored), TensorPrimitives.Distance(vector, _restored));
    }

    private int At(int row) => (_first + row) % _ids.Length;

    private void Grow()
    {
        var capacity = Math.Max(FewestRows, checked(_ids.Length * 2));
        _exact = Unrolled(_exact, capacity, _dimensions);
        _rounded = Unrolled(_rounded, capacity, _stride);
        _steps = Unrolled(_steps, capacity, 1);
        _errors = Unrolled(_errors, capacity, 1);
        _ids = Unrolled(_ids, capacity, 1);
        _cosines = new float[capacity];
        _first = 0;
    }

    /// <summary>The ring laid out from its first row in a longer array.</summary>
    private T[] Unrolled<T>(T[] ring, int capacity, int width)
    {
        var longer = new T[checked((long)capacity * width)];
        ring.AsSpan(_first * width).CopyTo(longer);
        ring.AsSpan(0, _first * width).CopyTo(longer.AsSpan(ring.Length - (_first * width)));
        return longer;
    }
}
