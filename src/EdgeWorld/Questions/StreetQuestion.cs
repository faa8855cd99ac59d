using EdgePlanner.Values;

namespace EdgeWorld.Questions;

/// <summary>A question about one frame of a street film, with its true answer.</summary>
/// <param name="Family">What kind of question it is: one of <see cref="QuestionFamilies.Names"/> where it was generated.</param>
/// <param name="Source">The film, as <see cref="WorldOptions.Parse"/> reads it.</param>
/// <param name="Frame">The frame that is asked about; those before it may be watched.</param>
/// <param name="Answer">Unknown where nobody who sees everything could tell.</param>
/// <param name="Plan">The plan that gave the answer on the oracle; not what a planner has to write.</param>
public sealed record StreetQuestion(string Family, string Source, int Frame, string Question, Value Answer, string Plan);
