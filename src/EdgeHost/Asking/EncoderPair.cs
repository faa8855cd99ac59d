using EdgeEngines.Embedding;

namespace EdgeHost.Asking;

/// <summary>An image encoder and the text encoder that was trained with it, for one who uses them.</summary>
/// <param name="letGo">What is to be done when they are used no more; once.</param>
internal sealed class EncoderPair(IImageEncoder images, ITextEncoder texts, Action letGo) : IDisposable
{
    private Action? _letGo = letGo;

    public IImageEncoder Images => images;

    public ITextEncoder Texts => texts;

    public void Dispose() => Interlocked.Exchange(ref _letGo, null)?.Invoke();
}
