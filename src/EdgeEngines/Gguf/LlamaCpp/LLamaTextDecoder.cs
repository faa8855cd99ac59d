using System.Runtime.InteropServices;
using EdgeEngines.Generating;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using LLama;
using LLama.Common;
using LLama.Native;

namespace EdgeEngines.Gguf.LlamaCpp;

/// <summary>
/// A decoder on llama.cpp. Each row is a sequence of its memory; what rows share they hold once:
/// <code>
///  sequence 0: the last first prompt ─► what a new prompt has in common with it is copied to its row, the rest is read
/// </code>
/// </summary>
internal sealed class LLamaTextDecoder : ITextDecoder
{
    private const int Kept = 0;
    private const int BatchTokens = 512;

    /// <summary>Fewer tokens in common are read again.</summary>
    private const int WorthKeeping = 4;

    private readonly LLamaWeights _weights;
    private readonly LLamaContext _context;
    private readonly LoraAdapter? _adapter;
    private readonly PrefixState? _state;
    private readonly LLamaBatch _batch = new();
    private readonly List<(int Row, int Index)> _asked = [];
    private readonly Stack<int> _free;
    private readonly float[] _scores;
    private int[] _kept = [];
    private int[] _sequences = [];
    private int[] _lengths = [];
    private int[] _scoreRows = [];

    /// <param name="path">Of a file that is a GGUF.</param>
    /// <exception cref="EngineException">llama.cpp cannot load it.</exception>
    public LLamaTextDecoder(ModelDescription model, string path, GgufOptions options)
    {
        (Model, RowLimit) = (model, options.Rows);
        try
        {
            var parameters = new ModelParams(path) { GpuLayerCount = options.GpuLayers, Threads = options.Threads, BatchThreads = options.Threads, SeqMax = (uint)(options.Rows + 1), KVUnified = true, BatchSize = BatchTokens, UBatchSize = BatchTokens };
            _weights = LLamaWeights.LoadFromFile(parameters);
            Context = options.Context > 0 ? options.Context : model.Generation is { Context: > 0 and var described } ? described : _weights.ContextSize;
            parameters.ContextSize = (uint)(Context * (options.Rows + 1));
            _context = _weights.CreateContext(parameters);
            if (options.Adapter is { } adapter)
            {
                _adapter = _weights.NativeHandle.LoadLoraFromFile(adapter);
                _context.NativeHandle.SetLoraAdapters((_adapter, options.AdapterScale));
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Dispose();
            throw new EngineException($"model '{model.Name}': llama.cpp cannot run {path}: {e.Message.TrimEnd()}", e);
        }
        Vocabulary = _weights.Vocab.Count;
        _scores = new float[RowLimit * Vocabulary];
        _free = new Stack<int>(Enumerable.Range(1, RowLimit).Reverse());
        _state = PrefixState.For(_context, path, options);
        _kept = _state?.Restore() ?? [];
        Report = new EngineReport(model.Name, ["llama.cpp"], ["llama.cpp"], [], _weights.NativeHandle.Description, 0);
    }

    public ModelDescription Model { get; }

    public EngineReport Report { get; }

    public int Vocabulary { get; }

    public int Layers => _weights.NativeHandle.LayerCount;

    public int Context { get; }

    public long WeightBytes => (long)_weights.SizeInBytes;

    public int Rows { get; private set; }

    public int RowLimit { get; }

    public void Begin(IReadOnlyList<int[]> prompts)
    {
        if (prompts.Count > RowLimit)
            throw new ArgumentException($"{prompts.Count} prompts: expected {RowLimit} at most (Rows)", nameof(prompts));
        Take([]);
        var shared = Shared(prompts);
        (_sequences, _lengths, _scoreRows, Rows) = (new int[prompts.Count], new int[prompts.Count], new int[prompts.Count], prompts.Count);
        var (tokens, counts) = (new List<int>(), new int[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            _sequences[row] = _free.Pop();
            Copy(Kept, _sequences[row], shared);
            _lengths[row] = shared;
            tokens.AddRange(prompts[row].AsSpan(shared));
            counts[row] = prompts[row].Length - shared;
        }
        Feed(CollectionsMarshal.AsSpan(tokens), counts);
        Remove(Kept);
        Copy(_sequences[0], Kept, _lengths[0]);
        _kept = prompts[0];
        _state?.Save(_kept);
    }

    public void Take(ReadOnlySpan<int> rows)
    {
        if (rows.Length > RowLimit)
            throw new ArgumentException($"{rows.Length} rows: expected {RowLimit} at most (Rows)", nameof(rows));
        for (var row = 0; row < Rows; row++)
        {
            if (rows.Contains(row))
                continue;
            Remove(_sequences[row]);
            _free.Push(_sequences[row]);
        }
        var (sequences, lengths, scoreRows) = (new int[rows.Length], new int[rows.Length], new int[rows.Length]);
        for (var row = 0; row < rows.Length; row++)
        {
            var from = rows[row];
            (sequences[row], lengths[row], scoreRows[row]) = (_sequences[from], _lengths[from], _scoreRows[from]);
            if (!rows[..row].Contains(from))
                continue;
            sequences[row] = _free.Pop();
            Copy(_sequences[from], sequences[row], lengths[row]);
        }
        (_sequences, _lengths, _scoreRows, Rows) = (sequences, lengths, scoreRows, rows.Length);
    }

    public void Feed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts)
    {
        var at = 0;
        for (var row = 0; row < Rows; row++)
        {
            if (counts[row] < 1 || _lengths[row] + counts[row] > Context)
                throw new ArgumentException($"row {row} has {_lengths[row]} tokens and is given {counts[row]}: expected 1 or more, and {Context} together at most", nameof(counts));
            for (var i = 0; i < counts[row]; i++)
            {
                if (_batch.TokenCount == BatchTokens)
                    Decode();
                var isLast = i == counts[row] - 1;
                var index = _batch.Add(tokens[at++], _lengths[row]++, (LLamaSeqId)_sequences[row], isLast);
                if (isLast)
                    _asked.Add((row, index));
            }
            _scoreRows[row] = row;
        }
        Decode();
    }

    public ReadOnlySpan<float> Logits(int row) => _scores.AsSpan(_scoreRows[row] * Vocabulary, Vocabulary);

    public int Length(int row) => _lengths[row];

    /// <returns>The bytes that a token writes; empty for one that writes nothing.</returns>
    public byte[] BytesOf(int token)
    {
        Span<byte> bytes = stackalloc byte[256];
        var count = _context.NativeHandle.TokenToSpan(token, bytes);
        if (count <= bytes.Length)
            return bytes[..(int)count].ToArray();
        var longer = new byte[count];
        _context.NativeHandle.TokenToSpan(token, longer);
        return longer;
    }

    public void Dispose()
    {
        _context?.Dispose();
        _adapter?.Unload();
        _weights?.Dispose();
    }

    private void Decode()
    {
        var result = _batch.TokenCount == 0 ? DecodeResult.Ok : _context.Decode(_batch);
        _batch.Clear();
        if (result != DecodeResult.Ok)
        {
            // What the memory holds now nobody knows: the next prompt begins with nothing.
            (_kept, Rows) = ([], 0);
            _asked.Clear();
            _context.NativeHandle.MemoryClear();
            _free.Clear();
            foreach (var sequence in Enumerable.Range(1, RowLimit))
                _free.Push(sequence);
            throw new EngineException($"model '{Model.Name}': llama.cpp could not read on ({result})");
        }
        foreach (var (row, index) in _asked)
            _context.NativeHandle.GetLogitsIth(index).CopyTo(_scores.AsSpan(row * Vocabulary, Vocabulary));
        _asked.Clear();
    }

    private int Shared(IReadOnlyList<int[]> prompts)
    {
        // The last token of each is read in any case: its scores are wanted.
        var shared = prompts.Min(prompt => Math.Min(prompt.Length - 1, prompt.AsSpan().CommonPrefixLength(_kept)));
        return shared < WorthKeeping ? 0 : shared;
    }

    private void Copy(int from, int to, int length)
    {
        if (length > 0)
            _context.NativeHandle.MemorySequenceCopy((LLamaSeqId)from, (LLamaSeqId)to, 0, length);
    }

    private void Remove(int sequence) => _context.NativeHandle.MemorySequenceRemove((LLamaSeqId)sequence, -1, -1);
}
