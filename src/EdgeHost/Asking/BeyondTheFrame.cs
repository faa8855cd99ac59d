using EdgeEngines.Frames;
using EdgeEngines.Reading;
using EdgeHost.Configuration;
using EdgeHost.Memory;
using EdgeHost.Reading;

namespace EdgeHost.Asking;

/// <summary>What a question may need that no frame shows: what is remembered, and who reads what is written. One thread at a time.</summary>
internal sealed class BeyondTheFrame(EdgeSettings settings) : IDisposable
{
    private readonly ReadModels? _reading = ReadModels.TryFind(settings.Models);
    private SceneMemory? _memory;
    private ITextReader? _reader;

    /// <summary>Null where memory is off or cannot be opened.</summary>
    /// <param name="camera">That is asked; null for a source that is no camera of the settings.</param>
    public Recollections? Past(string? camera, bool isSimulated)
    {
        _memory ??= SceneMemory.TryOpen(settings.Memory, Noun.Names, out _);
        return _memory is null ? null : new Recollections(_memory, camera, isSimulated);
    }

    /// <summary>Null where no models read. They are loaded when something is read for the first time.</summary>
    public CropReader? ReaderOf(Frame frame) => _reading is { } models ? new CropReader(() => _reader ??= models.Load(settings.Engines), frame) : null;

    public void Dispose()
    {
        _reader?.Dispose();
        _memory?.Dispose();
    }
}
