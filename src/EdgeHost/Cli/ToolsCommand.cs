using System.CommandLine;
using System.Text;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgeHost.Detecting;
using EdgeHost.Tooling;
using EdgePlanner.Masking;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgeHost.Cli;

/// <summary><c>edgehost tools</c>: the tools of this device, one's own among them, as the documentation shows them.</summary>
internal static class ToolsCommand
{
    /// <summary>A <c>tool.json</c> cannot be used; why is on standard error.</summary>
    private const int BrokenTool = 2;

    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output, nothing else." };
        var grammar = new Option<string?>("--grammar")
        {
            Description = "Instead, in GBNF, the plans that may answer this question: what llama.cpp holds a model to (llama-cli --grammar-file, docs/planners.md).", HelpName = "question",
        };
        var settings = new SettingsArguments();
        var command = new Command("tools", "The tools that plans may call here, tools of your own (tool.json) among them.") { json, grammar };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            using var toolbox = Toolbox.Open(read, TimeProvider.System, cancellationToken);
            toolbox.Problems.ForEach(System.Console.Error.WriteLine);
            StandardOutput.TryWrite(
                result.GetValue(grammar) is { } question ? Encoding.UTF8.GetBytes(Grammar(toolbox, read.Asking, question))
                : result.GetValue(json) ? ToolList.Json(toolbox)
                : Encoding.UTF8.GetBytes(ToolReference.Of(toolbox.Catalog)));
            return Task.FromResult(toolbox.Problems.Count == 0 ? 0 : BrokenTool);
        }));
        return command;
    }

    private static string Grammar(Toolbox toolbox, AskingOptions asking, string question) => GbnfGrammar.Of(
        new PlanGrammar(toolbox.Catalog.For(Capabilities.All, asking.ToolPacks), CostProfile.Declared, asking.Budget, PlanWords.Shipped), question);
}
