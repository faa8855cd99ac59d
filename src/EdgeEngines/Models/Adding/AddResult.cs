namespace EdgeEngines.Models.Adding;

/// <param name="Family">What the file was recognised as, e.g. YOLOX; "unknown" where nothing fits.</param>
/// <param name="Folder">The folder that was written; null while questions are open.</param>
/// <param name="Description">As far as it is known.</param>
/// <param name="Assumptions">What was taken for granted because exports of that family are made so, one line each.</param>
/// <param name="Questions">What must be said before it can be written.</param>
/// <param name="InputsAndOutputs">The file's own, a line each.</param>
public sealed record AddResult(
    string Family,
    ModelFolder? Folder,
    ModelDescription Description,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<OpenQuestion> Questions,
    string InputsAndOutputs);
