using System.Text.Json.Serialization;

namespace EdgePlanner.Pricing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CostProfile))]
internal sealed partial class CostProfileJson : JsonSerializerContext;
