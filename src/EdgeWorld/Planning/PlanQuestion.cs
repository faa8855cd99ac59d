using EdgePlanner.Values;

namespace EdgeWorld.Planning;

/// <summary>A question for planners, with the scenes on which the plan that somebody writes for it has to be right.</summary>
/// <param name="Id">Of the split, and the same for the same question.</param>
/// <param name="Family">What it is about.</param>
/// <param name="Kind">compositional, detection, matching, memory or unanswerable.</param>
/// <param name="Template">The way of asking that it was made from, or the file that a person wrote it in.</param>
/// <param name="Calls">Of the reference plan.</param>
/// <param name="Plan">The reference, canonical; empty where nothing should be answered.</param>
/// <param name="PriceMs">Of the reference, at declared costs: what a plan that is dearer is held against.</param>
/// <param name="Tools">Tools that have to be offered beside or, under another name (<c>tally=count</c>), instead of the usual ones; their documentation is in the prompt.</param>
public sealed record PlanQuestion(
    string Id, string Question, Language Language, string Family, string Kind, string Template, int Calls, string Plan, double PriceMs, IReadOnlyList<string> Tools,
    IReadOnlyList<AskedOn> Scenes);

/// <summary>A scene and what is true of it.</summary>
/// <param name="Source">A film of the street world, or <c>clevr:</c> and the name of a picture.</param>
/// <param name="Answer">Unknown where nobody can tell.</param>
public sealed record AskedOn(string Source, int Frame, Value Answer);
