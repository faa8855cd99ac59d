using EdgePlanner.Masking;

namespace EdgePlanner.Generating;

/// <param name="Prompt">All that the model reads before it writes.</param>
/// <param name="Question">What the texts of a plan may be taken from.</param>
/// <param name="Samples">Plans to write; more than one only with a temperature.</param>
/// <param name="MostTokens">Of a plan.</param>
public sealed record WritingRequest(string Prompt, string Question, PlanGrammar Grammar, Sampling Sampling = default, int Samples = 1, int MostTokens = 256);

/// <summary>How the next token is chosen; the default takes the likeliest.</summary>
/// <param name="Temperature">0: the likeliest.</param>
/// <param name="TopP">Only the likeliest tokens that together have this share; 0 or 1: all.</param>
/// <param name="MinP">Only tokens at least this likely, against the likeliest; 0: all.</param>
/// <param name="Seed">Same seed, same plans on one machine.</param>
public readonly record struct Sampling(float Temperature = 0, float TopP = 1, float MinP = 0, ulong Seed = 0);
