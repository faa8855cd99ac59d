using System.Runtime.InteropServices;
using EdgeEngines.Embedding;
using EdgeEngines.Embedding.Tokens;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>A text encoder on ONNX Runtime: one text a run, one caller at a time.</summary>
internal sealed class OnnxTextEncoder : ITextEncoder
{
    private readonly Lock _gate = new();
    private readonly EngineSession _session;
    private readonly PassMemory _memory;
    private readonly BoundRun _run;
    private readonly TextTokens _tokens;
    private readonly long[] _row;
    private readonly int _output;
    private bool _disposed;

    public OnnxTextEncoder(ModelDescription model, EngineSession session, TextTokens tokens)
    {
        (Model, _session, _tokens) = (model, session, tokens);
        (_output, Dimensions) = EmbeddingOutput.Find(model, session.Outputs);
        _row = new long[tokens.Context];
        _memory = new PassMemory(model, session);
        try
        {
            _run = session.Bind(_memory);
            ProveVocabulary();
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public ModelDescription Model { get; }
    public EngineReport Report => _session.Report;
    public int Dimensions { get; }
    public int Context => _tokens.Context;

    public void Encode(string text, Span<float> vector)
    {
        if (vector.Length < Dimensions)
            throw new ArgumentException($"a vector of {Dimensions} numbers does not fit into {vector.Length}", nameof(vector));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Run(_tokens.Encode(text, _row));
            _memory.ConvertOutputs(0);
            vector = vector[..Dimensions];
            _memory.Tensors[_output].Item(0).CopyTo(vector);
            Cosine.Normalise(vector);
        }
    }

    /// <summary>A table of tokens that is shorter than the vocabulary fails now, not at the first rare word.</summary>
    private void ProveVocabulary()
    {
        _row.AsSpan().Fill(_tokens.LargestId);
        try
        {
            Run(_row.Length);
        }
        catch (EngineException e)
        {
            throw new ModelException(
                $"model '{Model.Name}': {Model.File} does not take the last token of {Model.Tokenizer!.Vocabulary}, number {_tokens.LargestId}: "
                + $"it was trained with another vocabulary. {e.Message}", e);
        }
    }

    private void Run(int tokens)
    {
        Write(_session.Input.Type, _memory.Input.Row(0), _row);
        if (_session.Input.Second is { } mask)
        {
            Span<long> marks = stackalloc long[_row.Length];
            marks[..tokens].Fill(1);
            Write(mask.Type, _memory.Second!.Row(0), marks);
        }
        _session.Run(_run, 1);
    }

    private static void Write(OnnxType type, Span<byte> row, ReadOnlySpan<long> values)
    {
        if (type == OnnxType.Int64)
        {
            values.CopyTo(MemoryMarshal.Cast<byte, long>(row));
            return;
        }
        var narrow = MemoryMarshal.Cast<byte, int>(row);
        for (var i = 0; i < values.Length; i++)
            narrow[i] = (int)values[i];
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _session.Unbind(_run);
            _session.Dispose();
            _memory.Dispose();
        }
    }
}
