using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Teaching;
using EdgePlanner.Generating;
using EdgeWorld.Clevr;
using EdgeWorld.Planning;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Cli;

/// <summary><c>edgehost rollouts</c>: a model writes plans for questions, they are run, and what they earn is written down.</summary>
internal static class RolloutsCommand
{
    private const int MostSamples = 64;
    private const int MostVariants = 8;

    public static Command Build()
    {
        var model = new Option<string>("--model") { Description = "Folder of a code model.", HelpName = "DIR", Required = true };
        var questions = new Option<string>("--questions") { Description = "Questions as `data plans` writes them.", HelpName = "FILE", Required = true };
        var to = new Option<string>("--out") { Description = "A file of JSON lines; what is in it already is not made again.", HelpName = "FILE", Required = true };
        var samples = new Option<int>("--samples") { Description = "Plans a question. Default: 8.", HelpName = "K", DefaultValueFactory = _ => 8 };
        var temperature = new Option<float>("--temperature") { Description = "Default: 1.", HelpName = "T", DefaultValueFactory = _ => 1 };
        var topP = new Option<float>("--top-p") { Description = "Only the likeliest tokens that together have this share. Default: 1, all.", HelpName = "P", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same plans on one machine.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var variants = new Option<int>("--variants") { Description = "Of each right plan and its question, in other words. Default: 2.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var world = new Option<QuestionWorldKind>("--world")
        {
            Description = "Whether plans run on the truth or on what the shipped engines see (slow).", HelpName = "oracle|engine", DefaultValueFactory = _ => QuestionWorldKind.Oracle,
        };
        var clevr = new Option<string?>("--clevr") { Description = "Folder of CLEVR's published text, for questions about its scenes.", HelpName = "DIR" };
        var settings = new SettingsArguments();
        var command = new Command("rollouts", "Let a model write plans for questions and run them (JSON lines).") { model, questions, to, samples, temperature, topP, seed, variants, world, clevr };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var options = new RolloutOptions(result.GetValue(samples), result.GetValue(temperature), result.GetValue(topP), result.GetValue(seed), result.GetValue(variants));
            if (options.Samples is < 1 or > MostSamples || options.Variants is < 0 or > MostVariants || !(options.Temperature is >= 0 and <= 4) || !(options.TopP is > 0 and <= 1))
                throw new SettingsException([$"samples 1 to {MostSamples}, variants 0 to {MostVariants}, temperature 0 to 4, top-p above 0 to 1; given: {options.Samples}, {options.Variants}, {options.Temperature}, {options.TopP}"]);
            var read = SettingsReader.Read(settings.Sources(result).Build());
            await using var writer = TextModelFolder.Open(result.GetValue(model)!, read.Engines, NullLogger.Instance);
            using var engines = result.GetValue(world) == QuestionWorldKind.Engine
                ? QuestionEngines.Load(read, "street-detector", "street-dual-encoder-image", "street-dual-encoder-text")
                : null;
            IPlanWorlds places = engines is null ? new TruePlaces(result.GetValue(clevr) is { } folder ? new ClevrQuiz(folder) : null) : new SeenPlaces(engines.Worlds(read));
            var prompts = new PlanPrompts();
            var rollouts = new Rollouts(writer, prompts, new PlanGrammars(prompts), new PlanJudge(places, prompts), options);
            await using var file = new RolloutFile(result.GetValue(to)!);
            var progress = new RolloutProgress(System.Console.Error, file.Done, TimeProvider.System);
            var asked = PlanQuestionLines.Read(result.GetValue(questions)!).Where(question => !file.Has(question));
            await rollouts.RunAsync(asked, async line =>
            {
                await file.AddAsync(line);
                progress.Add(line);
            }, cancellationToken);
            progress.End();
            return 0;
        }));
        return command;
    }
}
