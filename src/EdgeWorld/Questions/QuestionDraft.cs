namespace EdgeWorld.Questions;

/// <summary>A question in words and what it means as a plan; whether it is a fair one on its scene is not said yet.</summary>
internal sealed record QuestionDraft(string Question, string Plan);
