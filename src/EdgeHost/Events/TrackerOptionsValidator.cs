using EdgeEngines.Tracking;
using Microsoft.Extensions.Options;

namespace EdgeHost.Events;

/// <summary>Section <c>Tracking</c>: the tracker's own rules, with the section's name before each key.</summary>
internal sealed class TrackerOptionsValidator : IValidateOptions<TrackerOptions>
{
    public const string Section = "Tracking";

    public ValidateOptionsResult Validate(string? name, TrackerOptions options) =>
        options.Problems() is { Count: > 0 } problems
            ? ValidateOptionsResult.Fail(problems.Select(problem => $"{Section}:{problem}"))
            : ValidateOptionsResult.Success;
}
