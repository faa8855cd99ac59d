using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>Turns the outputs of one kind of network into boxes. One head serves one pass: it may keep scratch memory.</summary>
internal abstract class DetectionHead
{
    /// <summary>Checks the outputs against what the head needs, once, when a pass is made.</summary>
    /// <exception cref="ModelException">Kind unknown, output missing, or of another shape: expected and found are said.</exception>
    public static DetectionHead Create(ModelDescription model, IReadOnlyList<OutputTensor> outputs) =>
        throw new ModelException($"model '{model.Name}': head kind '{model.Head?.Kind}' with {outputs.Count} outputs is not known");

    /// <summary>Decodes, suppresses overlaps, and replaces what <paramref name="found"/> holds, best score first, boxes in source
    /// pixels. NaN and infinite scores or boxes are skipped.</summary>
    public abstract void Decode(int item, in Placement placement, DetectionBuffer found);
}
