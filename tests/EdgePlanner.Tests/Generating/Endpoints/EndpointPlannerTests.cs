using System.Text;
using EdgePlanner.Answering;
using EdgePlanner.Generating.Endpoints;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Prompting;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using Xunit;

namespace EdgePlanner.Tests.Generating.Endpoints;

/// <summary>From a question to its answer over HTTP, with the next planner behind.</summary>
public sealed class EndpointPlannerTests
{
    private const string Question = "how many red cars are there?";

    [Fact]
    public async Task Ask_AServerThatWritesAPlan_AnswersAndIsNamed()
    {
        await using var server = new ChatServer(ChatServer.Saying("stop", "```python\na = find(\"red car\")\nb = count(a)\nreturn b\n```"));

        var answer = await AskAsync(server);

        Assert.Equal((OutcomeKind.Answered, 2L), (answer.Outcome, answer.Value.Integer));
        Assert.StartsWith("default at 127.0.0.1:", answer.Last!.Planner, StringComparison.Ordinal);
        var prompt = Assert.Single(server.Requests).Body.GetProperty("messages")[0].GetProperty("content").ToString();
        Assert.Contains(Question, prompt, StringComparison.Ordinal);
        Assert.Contains("within(", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_APlanThatDoesNotCheck_IsShownToTheModelWithWhatWasWrong()
    {
        var answers = new Queue<string>(["n = how_many(\"red car\")\nreturn n", "a = find(\"red car\")\nb = count(a)\nreturn b"]);
        await using var server = new ChatServer((stream, cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(ChatServer.Saying("stop", answers.Dequeue())), cancellationToken).AsTask());

        var answer = await AskAsync(server);

        Assert.Equal((OutcomeKind.Answered, 2L, 2), (answer.Outcome, answer.Value.Integer, answer.Attempts.Count));
        Assert.All(answer.Attempts, attempt => Assert.StartsWith("default at ", attempt.Planner, StringComparison.Ordinal));
        var again = server.Requests.Last().Body.GetProperty("messages")[0].GetProperty("content").ToString();
        Assert.Contains("n = how_many(\"red car\")", again, StringComparison.Ordinal);
        Assert.Contains("# That plan is wrong: unknown-tool", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "HTTP 500")]
    [InlineData("garbage\r\n\r\n", "default at ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"I am only a language model.\"}}]}\n\n", "stopped before its plan was whole")]
    public async Task Ask_AServerThatIsNoHelp_TheNextPlannerAnswersAndSaysWhy(string said, string why)
    {
        await using var server = new ChatServer(said);

        var answer = await AskAsync(server);

        Assert.Equal((OutcomeKind.Answered, 2L, "retrieval"), (answer.Outcome, answer.Value.Integer, answer.Last!.Planner));
        Assert.Contains(why, Assert.Single(answer.Last.PassedOver).Why, StringComparison.Ordinal);
    }

    private static async Task<Answer> AskAsync(ChatServer server)
    {
        await using var model = new ChatTextModel(new ChatModelOptions { Url = server.Endpoint }, TimeProvider.System);
        var limits = new ModelPlannerLimits { Patience = TimeSpan.FromMinutes(1) };
        var planner = new ModelPlanner(model, DocumentedPrompt.Of, Plans.Everything, CostProfile.Declared, PlanWords.Shipped, limits, TimeProvider.System) { Correction = DocumentedPrompt.Again };
        var pipeline = new QueryPipeline([planner, new RetrievalPlanner()], new PlanChecker(Plans.Everything, CostProfile.Declared), TimeProvider.System);
        return await pipeline.AskAsync(new Query(Question, Plans.Ample), Yard.World(), CancellationToken.None);
    }
}
