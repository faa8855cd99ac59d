using EdgeHost.Asking;
using EdgePlanner.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgeHost.Tests.Asking;

public sealed class QuestionDeskTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);

    [Fact]
    public async Task AskAsync_WhileOneIsAnswered_TheOthersWaitInOrderAndOneTooManyIsRefusedAtOnce()
    {
        List<string> answered = [];
        using var desk = Desk(2, question => answered.Add(question.Text));
        var first = desk.AskAsync(Ask("first"), default);
        Assert.True(await _begun.WaitAsync(s_patience));
        var second = desk.AskAsync(Ask("second"), default);
        var third = desk.AskAsync(Ask("third"), default);

        var refused = desk.AskAsync(Ask("fourth"), default);

        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal((AskedFate.Busy, OutcomeKind.Rejected), ((await refused).Fate, (await refused).Answer.Outcome));
        Assert.Contains("2 questions wait", (await refused).Answer.Error, StringComparison.Ordinal);
        _mayEnd.Release(3);
        await Task.WhenAll(first, second, third).WaitAsync(s_patience);
        Assert.Equal(["first", "second", "third"], answered);
    }

    [Fact]
    public async Task AskAsync_TimeInTheQueue_CountsAgainstTheBudget()
    {
        var left = TimeSpan.Zero;
        using var desk = new QuestionDesk(_ => null, (question, budget, cancellation) =>
        {
            left = budget;
            _begun.Release();
            _mayEnd.Wait(s_patience, cancellation);
            return Done(question);
        }, 4, _time, NullLogger<QuestionDesk>.Instance);
        var first = desk.AskAsync(Ask("first") with { Budget = TimeSpan.FromSeconds(9) }, default);
        Assert.True(await _begun.WaitAsync(s_patience));
        var second = desk.AskAsync(Ask("second") with { Budget = TimeSpan.FromSeconds(5) }, default);

        _time.Advance(TimeSpan.FromSeconds(2));
        _mayEnd.Release(2);

        var asked = await second.WaitAsync(s_patience);
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (asked.Queued, left));
        await first;
    }

    [Fact]
    public async Task AskAsync_BudgetUsedUpInTheQueue_IsToldThenAndNotWhenItsTurnComes()
    {
        List<string> answered = [];
        using var desk = Desk(2, question => answered.Add(question.Text));
        var first = desk.AskAsync(Ask("first") with { Budget = TimeSpan.FromSeconds(60) }, default);
        Assert.True(await _begun.WaitAsync(s_patience));
        var second = desk.AskAsync(Ask("second") with { Budget = TimeSpan.FromSeconds(1) }, default);
        var third = desk.AskAsync(Ask("third") with { Budget = TimeSpan.FromSeconds(60) }, default);

        _time.Advance(TimeSpan.FromSeconds(1));

        var late = await second.WaitAsync(s_patience); // the first is still being answered
        Assert.Equal(OutcomeKind.OverBudget, late.Answer.Outcome);
        Assert.Contains("1000 ms", late.Answer.Error, StringComparison.Ordinal);
        _mayEnd.Release(3);
        await Task.WhenAll(first, third).WaitAsync(s_patience);
        Assert.Equal(["first", "third"], answered);
    }

    [Fact]
    public async Task AskAsync_WhoAskedGoesAway_TheirPlaceIsFree()
    {
        using var desk = Desk(1, _ => { });
        using var gone = new CancellationTokenSource();
        var first = desk.AskAsync(Ask("first"), default);
        Assert.True(await _begun.WaitAsync(s_patience));
        var second = desk.AskAsync(Ask("second"), gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(s_patience));
        _mayEnd.Release(2);
        Assert.Equal(AskedFate.Answered, (await desk.AskAsync(Ask("third"), default).WaitAsync(s_patience)).Fate);
        await first;
    }

    [Fact]
    public async Task AskAsync_SomethingBreaks_IsToldAndTheNextIsAnswered()
    {
        using var desk = new QuestionDesk(
            _ => null, (question, _, _) => question.Text == "break" ? throw new InvalidOperationException("the engine fell over") : Done(question), 2, _time, NullLogger<QuestionDesk>.Instance);

        var broken = await desk.AskAsync(Ask("break"), default).WaitAsync(s_patience);
        var next = await desk.AskAsync(Ask("next"), default).WaitAsync(s_patience);

        Assert.Equal((OutcomeKind.Failed, "the engine fell over"), (broken.Answer.Outcome, broken.Answer.Error));
        Assert.Equal("next", next.Id);
    }

    [Theory]
    [InlineData("", "the question is empty")]
    [InlineData("   ", "the question is empty")]
    [InlineData("about a camera that there is not", "no such camera")]
    public async Task AskAsync_NoQuestion_NeverWaits(string text, string expected)
    {
        using var desk = new QuestionDesk(_ => "no such camera", (_, _, _) => throw new InvalidOperationException(), 1, _time, NullLogger<QuestionDesk>.Instance);
        var asked = await desk.AskAsync(Ask(text), default);
        Assert.Equal((AskedFate.NoQuestion, OutcomeKind.Rejected), (asked.Fate, asked.Answer.Outcome));
        Assert.Contains(expected, asked.Answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_TenKilobytesOfQuestion_IsRefusedAndNotEchoedWhole()
    {
        using var desk = Desk(1, _ => { });
        var asked = await desk.AskAsync(Ask(new string('a', 10_240)) with { Id = "long" }, default);
        Assert.Contains("10240 characters, at most 1000", asked.Answer.Error, StringComparison.Ordinal);
        Assert.InRange(AskOutput.Json(asked).Length, 1000, 2000);
    }

    [Fact]
    public async Task Stop_WhoWaits_GetsAnAnswer()
    {
        var desk = Desk(4, _ => { });
        var first = desk.AskAsync(Ask("first"), default);
        Assert.True(await _begun.WaitAsync(s_patience));
        var second = desk.AskAsync(Ask("second"), default);

        _mayEnd.Release(1);
        desk.Stop();

        Assert.Contains("stopping", (await second.WaitAsync(s_patience)).Answer.Error, StringComparison.Ordinal);
        Assert.Contains("stopping", (await desk.AskAsync(Ask("third"), default)).Answer.Error, StringComparison.Ordinal);
        await first.WaitAsync(s_patience);
        desk.Dispose();
    }

    public void Dispose()
    {
        _begun.Dispose();
        _mayEnd.Dispose();
    }

    private QuestionDesk Desk(int capacity, Action<Question> answered) => new(_ => null, (question, _, cancellation) =>
    {
        _begun.Release();
        _mayEnd.Wait(s_patience, cancellation);
        answered(question);
        return Done(question);
    }, capacity, _time, NullLogger<QuestionDesk>.Instance);

    private static Question Ask(string text) => new() { Id = text, Text = text };

    private static Asked Done(Question question) => Asked.Without(question, OutcomeKind.Answered, "");
}
