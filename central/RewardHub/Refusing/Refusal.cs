namespace RewardHub.Refusing;

/// <summary>Why a request is not done: what was expected, what was found, and the way out.</summary>
/// <param name="Reason">Short and from a fixed set: the label of the metric.</param>
/// <param name="Line">Of the body, from 1, where one line is to blame.</param>
internal sealed record Refusal(int Status, string Reason, string Title, string Detail, int? Line = null)
{
    /// <summary>Told beside the detail, for machines.</summary>
    public IReadOnlyDictionary<string, object?>? Facts { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public IResult ToResult()
    {
        var facts = new Dictionary<string, object?>(Facts ?? new Dictionary<string, object?>());
        if (Line is { } line)
            facts["line"] = line;
        return new RefusalResult(this, Results.Problem(Detail, statusCode: Status, title: Title, extensions: facts));
    }

    private sealed class RefusalResult(Refusal refusal, IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (refusal.RetryAfter is { } wait)
                httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (refusal.Status == StatusCodes.Status401Unauthorized && !httpContext.Response.Headers.ContainsKey("WWW-Authenticate"))
                httpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return problem.ExecuteAsync(httpContext);
        }
    }
}
