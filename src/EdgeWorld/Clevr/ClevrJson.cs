using System.Text.Json.Serialization;

namespace EdgeWorld.Clevr;

/// <summary>The published files, as they are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SceneFile))]
[JsonSerializable(typeof(QuestionFile))]
[JsonSerializable(typeof(ClevrMetadata))]
[JsonSerializable(typeof(QuestionTemplate[]))]
internal sealed partial class ClevrJson : JsonSerializerContext;

internal sealed record SceneFile(ClevrScene[] Scenes);

internal sealed record QuestionFile(PublishedQuestion[] Questions);
