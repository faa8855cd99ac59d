using EdgePlanner.Planning;
using EdgePlanner.Planning.Retrieval;
using Xunit;

namespace EdgePlanner.Tests.Planning;

/// <summary>Every exemplar's plan must check against the catalog; asked as it stands, every exemplar must find a plan.</summary>
public sealed class ExemplarTests
{
    public static TheoryData<string> Questions => [.. ExemplarBook.Shipped.Select(exemplar => string.Join(' ', exemplar.Words))];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Plan_AnExemplarWithItsSlotsFilled_Checks(string words)
    {
        var question = words.Replace("{things}", "red cars on the road", StringComparison.Ordinal).Replace("{others}", "dogs", StringComparison.Ordinal)
            .Replace("{attribute}", "green", StringComparison.Ordinal);
        var proposal = await new RetrievalPlanner().PlanAsync(new PlanRequest(question, new HashSet<string>()), TestContext.Current.CancellationToken);
        Assert.True(proposal.Plan is not null, proposal.WhyNot);
        var plan = Plans.Check(proposal.Plan);
        Assert.True(plan.Plan is not null, $"{question}\n{proposal.Plan}\n{plan.Explain()}");
    }
}
