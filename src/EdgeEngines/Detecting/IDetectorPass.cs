using EdgeEngines.Frames;

namespace EdgeEngines.Detecting;

/// <summary>
/// One batch on its way through an engine: <see cref="Prepare"/> each item, <see cref="Run"/>, then <see cref="Read"/> each.
/// The three may happen on different threads, one after the other; nothing is allocated by any of them.
/// </summary>
public interface IDetectorPass : IDisposable
{
    /// <summary>Colour conversion, resize, normalisation and layout of one frame into row <paramref name="item"/> of the input.</summary>
    void Prepare(int item, Frame frame);

    /// <summary>Blocks while the engine works on the first <paramref name="items"/> rows. One thread at a time.</summary>
    void Run(int items);

    /// <summary>Decodes row <paramref name="item"/> of the outputs, suppresses overlaps and replaces what <paramref name="found"/>
    /// holds; boxes are in source pixels, best score first.</summary>
    void Read(int item, DetectionBuffer found);
}
