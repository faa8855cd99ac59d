using System.Runtime.InteropServices;
using EdgeEngines.Generating;
using EdgeEngines.Models;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx.Decoding;

/// <summary>
/// A decoder on ONNX Runtime. A step, in order:
/// <code>
///  tokens of each row ─► padded behind to the longest, masked ─► run over bound memory ─► each row's new keys and values into its slots ─► its last scores
/// </code>
/// Slots that a row does not fill are masked too, so that memory, and what is bound to it, stay as they are while rows grow.
/// </summary>
internal sealed class OnnxTextDecoder : ITextDecoder
{
    /// <summary>Of scores in one run; a longer prompt is read in several.</summary>
    private const long MostLogitBytes = 64L << 20;
    private const int MostSteps = 512;
    private const int MostViews = 256;

    /// <summary>Fewer tokens in common are read again: copying them costs as much.</summary>
    private const int WorthKeeping = 4;

    private readonly InferenceSession _session;
    private readonly DecoderPlan _plan;
    private readonly DecoderMemory _memory;
    private readonly RunOptions _options = new();
    private readonly Dictionary<(int Rows, int Slots, int Steps), DecoderViews> _views = [];
    private int _viewsMoves;
    private int[] _lengths = [];
    private int[] _scoreRows = [];
    private int[] _counts = [];
    private int[] _taken = [];
    private float[] _scores = [];
    private bool _disposed;

    public OnnxTextDecoder(ModelDescription model, InferenceSession session, DecoderPlan plan, EngineReport report, long weightBytes)
    {
        (Model, _session, _plan, Report, WeightBytes) = (model, session, plan, report, weightBytes);
        _memory = new DecoderMemory(plan);
    }

    public ModelDescription Model { get; }

    public EngineReport Report { get; }

    public int Vocabulary => _plan.Vocabulary;

    public int Layers => _plan.Layers;

    public int Context => _plan.Context;

    public long WeightBytes { get; }

    public int Rows { get; private set; }

    public void Begin(IReadOnlyList<int[]> prompts)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Rows = prompts.Count;
        Room(Rows);
        _memory.Cache.Begin(Rows);
        var shared = _memory.Cache.Shared(prompts);
        if (shared < WorthKeeping)
            shared = 0;
        else
            _memory.Cache.Restore(shared);
        _lengths.AsSpan(0, Rows).Fill(shared);
        var tokens = new List<int>();
        var counts = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            tokens.AddRange(prompts[row].AsSpan(shared));
            counts[row] = prompts[row].Length - shared;
        }
        Feed(CollectionsMarshal.AsSpan(tokens), counts);
        _memory.Cache.Keep(prompts[0]);
    }

    public void Take(ReadOnlySpan<int> rows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Room(Math.Max(rows.Length, Rows));
        _memory.Cache.Take(rows);
        for (var row = 0; row < rows.Length; row++)
            (_counts[row], _taken[row]) = (_lengths[rows[row]], _scoreRows[rows[row]]);
        (_counts, _lengths, _taken, _scoreRows) = (_lengths, _counts, _scoreRows, _taken);
        Rows = rows.Length;
    }

    public void Feed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(tokens, counts);
        var longest = 0;
        for (var row = 0; row < Rows; row++)
            (longest, _scoreRows[row]) = (Math.Max(longest, counts[row]), row);
        var width = (int)Math.Clamp(MostLogitBytes / ((long)Rows * Vocabulary * _memory.Logits.ElementBytes), 1, MostSteps);
        for (var at = 0; at < longest; at += width)
            Run(tokens, counts, at, Math.Min(width, longest - at));
    }

    public ReadOnlySpan<float> Logits(int row) => _scores.AsSpan(_scoreRows[row] * Vocabulary, Vocabulary);

    public int Length(int row) => _lengths[row];

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        DropViews();
        _options.Dispose();
        _session.Dispose();
        _memory.Dispose();
    }

    private void Check(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts)
    {
        var all = 0;
        for (var row = 0; row < Rows; row++)
        {
            all += counts[row];
            if (counts[row] < 1 || _lengths[row] + counts[row] > Context)
                throw new ArgumentException($"row {row} has {_lengths[row]} tokens and is given {counts[row]}: expected 1 or more, and {Context} together at most", nameof(counts));
        }
        if (counts.Length != Rows || tokens.Length != all)
            throw new ArgumentException($"{tokens.Length} tokens for {counts.Length} rows: expected {all} for {Rows}", nameof(tokens));
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)Vocabulary)
                throw new ArgumentException($"token {token}: the vocabulary ends at {Vocabulary - 1}", nameof(tokens));
        }
    }

    /// <summary>One run: of each row the tokens from <paramref name="at"/> on.</summary>
    private void Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts, int at, int steps)
    {
        var slots = _memory.Cache.Slots;
        _memory.Ensure(Rows, slots, steps);
        Lay(tokens, counts, at, slots, steps);
        try
        {
            _session.RunWithBinding(_options, Views(slots, steps).Binding);
        }
        catch (OnnxRuntimeException e)
        {
            throw new EngineException($"model '{Model.Name}': a step of {steps} tokens in {Rows} rows failed: {e.Message.TrimEnd()}", e);
        }
        var longest = 0;
        for (var row = 0; row < Rows; row++)
        {
            _counts[row] = Math.Clamp(counts[row] - at, 0, steps);
            longest = Math.Max(longest, _lengths[row] + _counts[row]);
            if (_counts[row] > 0)
                Score(row, (row * steps) + _counts[row] - 1);
        }
        _memory.Cache.Reserve(longest);
        _memory.Cache.Store(_memory.Present, steps, slots, _lengths, _counts);
        for (var row = 0; row < Rows; row++)
            _lengths[row] += _counts[row];
    }

    /// <summary>Tokens, where they stand, and what counts: the filled slots, then the row's own tokens of this run.</summary>
    private void Lay(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts, int at, int slots, int steps)
    {
        var first = 0;
        for (var row = 0; row < Rows; row++)
        {
            var own = Math.Clamp(counts[row] - at, 0, steps);
            for (var step = 0; step < steps; step++)
            {
                Put(_memory.Tokens, (row * steps) + step, step < own ? tokens[first + at + step] : 0);
                Put(_memory.Positions, (row * steps) + step, Math.Min(_lengths[row] + step, Context - 1));
                Put(_memory.Mask, (row * (slots + steps)) + slots + step, step < own ? 1 : 0);
            }
            for (var slot = 0; slot < slots; slot++)
                Put(_memory.Mask, (row * (slots + steps)) + slot, slot < _lengths[row] ? 1 : 0);
            first += counts[row];
        }
    }

    private static void Put(GrowingTensor tensor, int index, int value)
    {
        if (tensor.Type == OnnxType.Int64)
            tensor.As<long>(index + 1)[index] = value;
        else
            tensor.As<int>(index + 1)[index] = value;
    }

    private void Score(int row, int from)
    {
        var bytes = Vocabulary * _memory.Logits.ElementBytes;
        FloatConversion.Convert(_memory.Logits.Type, _memory.Logits.At((long)from * bytes, bytes), _scores.AsSpan(row * Vocabulary, Vocabulary));
    }

    private DecoderViews Views(int slots, int steps)
    {
        if (_viewsMoves != _memory.Moves || _views.Count >= MostViews)
            DropViews();
        if (!_views.TryGetValue((Rows, slots, steps), out var views))
            _views[(Rows, slots, steps)] = views = new DecoderViews(_session, _plan, _memory, Rows, slots, steps);
        return views;
    }

    private void DropViews()
    {
        foreach (var views in _views.Values)
            views.Dispose();
        _views.Clear();
        _viewsMoves = _memory.Moves;
    }

    private void Room(int rows)
    {
        if (_lengths.Length >= rows)
            return;
        var grown = Math.Max(rows, 2 * _lengths.Length);
        Array.Resize(ref _lengths, grown);
        Array.Resize(ref _scoreRows, grown);
        Array.Resize(ref _counts, grown);
        Array.Resize(ref _taken, grown);
        Array.Resize(ref _scores, grown * Vocabulary);
    }
}
