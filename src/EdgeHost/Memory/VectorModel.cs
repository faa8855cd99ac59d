using EdgeEngines.Models;

namespace EdgeHost.Memory;

/// <summary>Whose vectors these are: those of another model, or of another training of it, lie in another space.</summary>
/// <param name="Sha256">Of the weights.</param>
/// <param name="Dimensions">Numbers a vector.</param>
internal sealed record VectorModel(string Name, string Sha256, int Dimensions)
{
    public static VectorModel Of(ModelDescription model, int dimensions) => new(model.Name, model.Sha256, dimensions);

    public override string ToString() => $"'{Name}' ({Sha256[..Math.Min(8, Sha256.Length)]}, {Dimensions} numbers)";
}
