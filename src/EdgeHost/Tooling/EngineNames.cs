using EdgeEngines.Models;

namespace EdgeHost.Tooling;

/// <summary>Engines as a cost profile names them: what, which weights, on what.</summary>
internal static class EngineNames
{
    private const int HashDigits = 12;

    public static string Of(ModelDescription model, IReadOnlyList<string> providers) =>
        $"{model.Name} {model.Sha256[..Math.Min(HashDigits, model.Sha256.Length)]} {model.Precision} on {string.Join("+", providers)}";
}
