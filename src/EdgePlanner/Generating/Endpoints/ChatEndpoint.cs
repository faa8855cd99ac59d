using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace EdgePlanner.Generating.Endpoints;

/// <summary>The connection to a server: what is sent to it, and nothing of what it answers. No redirects and no cookies, so that question and key go to the address that was configured
/// and nowhere else; no tries of its own.</summary>
internal static class ChatEndpoint
{
    public static IChatClient Open(ChatModelOptions options, out HttpClient http)
    {
        var endpoint = new Uri(options.Url!);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = options.ConnectTimeout, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A proxy would be connected to in the server's place.
            UseProxy = endpoint.Scheme == Uri.UriSchemeHttps,
            ConnectCallback = endpoint.Scheme == Uri.UriSchemeHttp && !options.AllowPlainHttp ? NearbyAddress.ConnectAsync : null,
        };
        http = new HttpClient(new AnswerCap(options, sockets)) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new ChatClient(options.Model, new ApiKeyCredential("put-in-by-AnswerCap"), new OpenAIClientOptions
        {
            Endpoint = endpoint, Transport = new HttpClientPipelineTransport(http), RetryPolicy = new ClientRetryPolicy(maxRetries: 0), NetworkTimeout = options.Timeout,
        });
        return client.AsIChatClient();
    }

    public static ChatOptions OptionsFor(ServerGrammar server, string? grammar, WritingRequest request, int sample) => new()
    {
        Temperature = request.Sampling.Temperature,
        TopP = request.Sampling.TopP is > 0 and < 1 ? request.Sampling.TopP : null,
        Seed = (long)((request.Sampling.Seed + (ulong)sample) & long.MaxValue),
        RawRepresentationFactory = _ => Body(server, grammar, request),
    };

#pragma warning disable SCME0001 // The only way to send a field that OpenAI's own service does not have.
    private static ChatCompletionOptions Body(ServerGrammar server, string? grammar, WritingRequest request)
    {
        var body = new ChatCompletionOptions();
        // Its successor, max_completion_tokens, is not known to Ollama.
        body.Patch.Set("$.max_tokens"u8, request.MostTokens);
        if (request.Sampling.MinP > 0 && server != ServerGrammar.None)
            body.Patch.Set("$.min_p"u8, request.Sampling.MinP);
        if (grammar is null)
            return body;
        switch (server)
        {
            case ServerGrammar.LlamaServer:
                body.Patch.Set("$.grammar"u8, grammar);
                break;
            case ServerGrammar.Vllm:
                body.Patch.Set("$.structured_outputs.grammar"u8, grammar);
                break;
            case ServerGrammar.VllmGuided:
                body.Patch.Set("$.guided_grammar"u8, grammar);
                break;
        }
        return body;
    }
#pragma warning restore SCME0001
}
