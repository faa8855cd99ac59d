namespace EdgeEngines.Models.Adding;

/// <summary>Something that neither the file nor its neighbours tell.</summary>
/// <param name="Field">Field of model.json, e.g. <c>input.mean</c>.</param>
/// <param name="Why">Why it could not be told.</param>
/// <param name="How">What to add to the command.</param>
public sealed record OpenQuestion(string Field, string Why, string How);
