namespace EdgePlanner.Generating;

/// <summary>
/// A code model that writes plans, wherever it runs. What it writes keeps to the request's grammar where the model can be held to it; it is checked afterwards like
/// any other text. Bounded in time by the caller's token, in length by the request.
/// </summary>
public interface ITextModel : IAsyncDisposable
{
    /// <summary>Of the model, for answers and traces.</summary>
    string Name { get; }

    /// <summary>All at once where the model can: for each request its samples, best first. Throws where the model cannot be asked at all (<see cref="TextModelException"/>);
    /// a plan that was not ended is told in <see cref="WrittenPlan.End"/>.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<WrittenPlan>>> WriteAsync(IReadOnlyList<WritingRequest> requests, CancellationToken cancellationToken);
}
