using System.ClientModel;
using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Masking;
using Microsoft.Extensions.AI;

namespace EdgePlanner.Generating.Endpoints;

/// <summary>
/// A model behind an endpoint that speaks as OpenAI's does. What it says comes from elsewhere: it is read as a stream, no further than the plan, capped in bytes and time, and what is
/// taken out of it is checked by the caller like any plan. Requests go one after another.
/// </summary>
public sealed class ChatTextModel : ITextModel
{
    // A plan and much talk around it.
    private const int MostCharacters = 8 * PlanLimits.SourceBytes;
    private const int MostReasonCharacters = 200;

    private readonly ChatModelOptions _options;
    private readonly TimeProvider _time;
    private readonly CircuitBreaker _breaker;
    private readonly HttpClient _http;
    private readonly IChatClient _client;

    /// <param name="options">Checked (<see cref="ChatModelOptionsCheck"/>), with an endpoint.</param>
    public ChatTextModel(ChatModelOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options.Url, nameof(options));
        (_options, _time) = (options, time);
        _breaker = new CircuitBreaker(options.FailuresBeforePause, options.Pause, time);
        _client = ChatEndpoint.Open(options, out _http);
        Name = $"{options.Model} at {new Uri(options.Url).Authority}";
    }

    public string Name { get; }

    public async ValueTask<IReadOnlyList<IReadOnlyList<WrittenPlan>>> WriteAsync(IReadOnlyList<WritingRequest> requests, CancellationToken cancellationToken)
    {
        var written = new List<IReadOnlyList<WrittenPlan>>(requests.Count);
        foreach (var request in requests)
        {
            var grammar = _options.Grammar == ServerGrammar.None ? null : GbnfGrammar.Of(request.Grammar, request.Question);
            var samples = new List<WrittenPlan>(request.Samples);
            while (samples.Count < request.Samples)
                samples.Add(await AskAsync(request.Prompt, ChatEndpoint.OptionsFor(_options.Grammar, grammar, request, samples.Count), cancellationToken));
            written.Add(samples);
        }
        return written;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<WrittenPlan> AskAsync(string prompt, ChatOptions options, CancellationToken cancellationToken)
    {
        if (!_breaker.TryEnter(out var left))
            throw new TextModelException($"{Name} failed {_options.FailuresBeforePause} times in a row; it is asked again in {Math.Max(1, Math.Ceiling(left.TotalSeconds)):0} s");
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var plan = await ReadAsync(prompt, options, both.Token);
            _breaker.Report(succeeded: true);
            return plan;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            _breaker.Forget();
            throw new OperationCanceledException(cancellationToken);
        }
        // Whatever the client library makes of bytes from elsewhere: which exceptions these are is nowhere written down.
        catch (Exception e)
        {
            _breaker.Report(succeeded: false);
            throw new TextModelException($"{Name}: {Reason(e, limit.IsCancellationRequested)}", e);
        }
    }

    private async Task<WrittenPlan> ReadAsync(string prompt, ChatOptions options, CancellationToken cancellationToken)
    {
        var (said, pieces, finish) = (new StringBuilder(), 0, default(ChatFinishReason?));
        await foreach (var update in _client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken))
        {
            finish = update.FinishReason ?? finish;
            if (update.Text is not { Length: > 0 } piece)
                continue;
            pieces++;
            said.Append(piece);
            if (said.Length > MostCharacters)
                throw new IOException($"more than {MostCharacters} characters, and no plan among them");
            // Up to the last whole line: of "return near" the first half would do for a plan too.
            if (piece.Contains('\n', StringComparison.Ordinal) && said.ToString() is var text && PlanText.Of(text[..text.LastIndexOf('\n')], out var isWhole) is var early && isWhole)
                return new WrittenPlan(early, WritingEnd.Whole, pieces);
        }
        if (said.Length == 0)
            throw new IOException(finish is null ? "the answer is no stream of chat completions" : "the answer is empty");
        var plan = PlanText.Of(said.ToString(), out var ended);
        return new WrittenPlan(plan, ended ? WritingEnd.Whole : finish == ChatFinishReason.Length ? WritingEnd.OutOfTokens : WritingEnd.Stopped, pieces);
    }

    private string Reason(Exception e, bool isLate)
    {
        if (isLate)
            return $"no whole plan within {_options.Timeout.TotalSeconds:0.#} s (Timeout)";
        if (e is TextModelException)
            return e.Message;
        var reason = e is ClientResultException { Status: > 0 } refused ? $"HTTP {refused.Status}: {refused.GetRawResponse()?.Content?.ToString() ?? refused.Message}" : Innermost(e).Message;
        if (e is ClientResultException { Status: 401 or 403 })
            reason = $"{reason} (KeyVariable, KeyFile)";
        return Plainly(reason);
    }

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
            e = inner;
        return e;
    }

    /// <summary>One short line; never the key, should a server repeat it.</summary>
    private string Plainly(string reason)
    {
        if (ApiKey.Fault(_options) is null && ApiKey.Read(_options) is { } key)
            reason = reason.Replace(key, "…", StringComparison.Ordinal);
        var line = string.Join(' ', new string([.. reason.Take(4 * MostReasonCharacters).Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostReasonCharacters ? line : $"{line[..MostReasonCharacters]}…";
    }
}
