using System.Net;
using EdgeEngines.Gguf;
using EdgeHost.Asking.Http;
using EdgeHost.Planning;
using EdgePlanner.Generating.Endpoints;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Tools;
using Microsoft.Extensions.Options;

namespace EdgeHost.Asking;

/// <summary>All problems at once, each with key, value and what is allowed.</summary>
internal sealed class AskingOptionsValidator : IValidateOptions<AskingOptions>
{
    /// <summary>Each is in memory.</summary>
    private const int MostPlanners = 8;

    public ValidateOptionsResult Validate(string? name, AskingOptions options)
    {
        List<string> problems = [];
        Range(problems, "Asking:QueueLength", options.QueueLength, 1, 1000);
        Range(problems, "Asking:BudgetSeconds", options.BudgetSeconds, QuestionReader.LeastBudget.TotalSeconds, QuestionReader.MostBudget.TotalSeconds);
        Range(problems, "Asking:SnapshotBytes", options.SnapshotBytes, 1024, 8 << 20);
        Range(problems, "Asking:LeastConfidence", options.LeastConfidence, 0, 1);
        for (var i = 0; i < options.Packs.Count; i++)
        {
            if (ToolPackNames.Parse(options.Packs[i]) is null)
                problems.Add($"Asking:Packs:{i}: '{options.Packs[i]}' is not allowed; expected {string.Join(", ", ToolPackNames.All)} or all");
        }
        if (options.Planners.Count > MostPlanners || options.Planners.Any(string.IsNullOrWhiteSpace) || options.Planners.Distinct(StringComparer.Ordinal).Count() != options.Planners.Count)
            problems.Add($"Asking:Planners: [{string.Join(", ", options.Planners)}] is not allowed; expected {MostPlanners} names of models or '{RetrievalPlanner.TierName}' at most, each once");
        problems.AddRange(ChatModelOptionsCheck.Problems(options.Endpoint, "Asking:Endpoint"));
        if (options.Endpoint.Url is null && options.Planners.Contains(PlannerTiers.EndpointTier))
            problems.Add($"Asking:Endpoint:Url: there is none, but Asking:Planners names '{PlannerTiers.EndpointTier}'; expected an address such as http://127.0.0.1:8080/v1");
        Gguf(problems, options.Gguf);
        if (options.ImageEncoder.Length == 0 != (options.TextEncoder.Length == 0))
            problems.Add("Asking:ImageEncoder and Asking:TextEncoder: one of them is empty; expected two models that were trained together, or none");
        Http(problems, options.Http);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Gguf(List<string> problems, GgufOptions gguf)
    {
        Range(problems, "Asking:Gguf:GpuLayers", gguf.GpuLayers, 0, 1000);
        Range(problems, "Asking:Gguf:Threads", gguf.Threads, 1, 256);
        Range(problems, "Asking:Gguf:Context", gguf.Context, 0, 1 << 20);
        Range(problems, "Asking:Gguf:Rows", gguf.Rows, 1, 64);
        Range(problems, "Asking:Gguf:AdapterScale", gguf.AdapterScale, 0, 100);
        foreach (var (key, file) in (ReadOnlySpan<(string, string?)>)[("File", gguf.File), ("Library", gguf.Library), ("Adapter", gguf.Adapter)])
        {
            if (file is not null && !File.Exists(file))
                problems.Add($"Asking:Gguf:{key}: there is no file '{file}'; expected one, or nothing");
        }
    }

    private static void Http(List<string> problems, AskingHttpOptions http)
    {
        Range(problems, "Asking:Http:Port", http.Port, 1, IPEndPoint.MaxPort);
        Range(problems, "Asking:Http:Connections", http.Connections, 1, 1000);
        if (!IPAddress.TryParse(http.Address, out var address))
            problems.Add($"Asking:Http:Address: '{http.Address}' is no address; expected one such as 127.0.0.1 or 0.0.0.0");
        else if (http is { Enabled: true, TokenFile: null } && !IPAddress.IsLoopback(address))
            problems.Add($"Asking:Http:Address: '{http.Address}' can be reached from other machines; expected a token too (Asking:Http:TokenFile), or 127.0.0.1");
        if (http is { Enabled: true, TokenFile: { } file } && !BearerToken.TryRead(file, out _, out var fault))
            problems.Add($"Asking:Http:TokenFile: {fault}");
    }

    private static void Range(List<string> problems, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            problems.Add(FormattableString.Invariant($"{key}: {value} is not allowed; expected {least} to {most}"));
    }
}
