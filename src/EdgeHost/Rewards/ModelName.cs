using EdgeEngines.Models;

namespace EdgeHost.Rewards;

/// <summary>A model as records name it: which, and which weights.</summary>
internal static class ModelName
{
    private const int HashDigits = 12;

    public static string Of(ModelDescription model) => $"{model.Name}@{model.Sha256[..Math.Min(HashDigits, model.Sha256.Length)]}";
}
