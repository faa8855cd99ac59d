namespace EdgeWorld.Clevr.Generating;

/// <param name="Template">Index of its family.</param>
internal sealed record GeneratedQuestion(ClevrScene Scene, int Template, string Text, ClevrStep[] Program, ClevrValue Answer);
