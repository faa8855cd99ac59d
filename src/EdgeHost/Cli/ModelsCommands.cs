using System.CommandLine;
using System.Globalization;
using EdgeEngines.Models;
using EdgeEngines.Models.Adding;
using EdgeEngines.Onnx;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Cli;

/// <summary><c>edgehost models list | check | add</c>.</summary>
internal static class ModelsCommands
{
    private static readonly TimeSpan s_measureFor = TimeSpan.FromSeconds(1);

    public static Command Build() => new("models", "List, check and add models.") { List(), Check(), Add() };

    private static Command List()
    {
        var settings = new SettingsArguments();
        var command = new Command("list", "The models that can be named.");
        settings.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var roots = SettingsReader.Read(settings.Sources(result).Build()).Models.SearchRoots().ToList();
            var entries = ModelCatalog.Find(roots).Entries;
            foreach (var entry in entries)
            {
                System.Console.WriteLine(entry.Folder is { Description: var d }
                    ? $"{d.Name,-24} {d.Task,-12} {d.Precision,-5} {d.Input.Width}x{d.Input.Height}  {d.Labels.Count} labels  {entry.Path}"
                    : $"{Path.GetFileName(entry.Path),-24} cannot be used: {entry.Problem}");
            }
            if (entries.Count == 0)
                System.Console.WriteLine($"no models below {string.Join(", ", roots)}; add one with 'models add FILE|URL'");
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Check()
    {
        var model = new Argument<string>("MODEL") { Description = "Name or folder." };
        var settings = new SettingsArguments();
        var command = new Command("check", "Load a model as the host would, run it, and say what it is and what is amiss.") { model };
        settings.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var folder = ModelCatalog.Find(read.Models.SearchRoots()).Open(result.GetValue(model)!);
            Print(folder, ModelCheck.Run(folder, read.Engines, s_measureFor, NullLogger.Instance));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Add()
    {
        var file = new Argument<string>("FILE|URL") { Description = "An ONNX file, or where to fetch one (https)." };
        var labels = new Option<string?>("--labels") { Description = "One class name a line.", HelpName = "FILE" };
        var name = new Option<string?>("--name") { Description = "Default: the file's name.", HelpName = "NAME" };
        var into = new Option<string>("--into") { Description = "Folder of models; the file is copied to FOLDER/NAME.", HelpName = "FOLDER", DefaultValueFactory = _ => "models" };
        var set = new Option<string[]>("--set") { Description = "A field of model.json, e.g. --set input.mean=[0,0,0].", HelpName = "FIELD=VALUE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a model.json that is there already." };
        var command = new Command("add", "Recognise a third-party ONNX file and write its model.json.") { file, labels, name, into, set, overwrite };
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var from = result.GetValue(file)!;
            var request = new AddRequest
            {
                OnnxFile = from,
                LabelsFile = result.GetValue(labels),
                Name = result.GetValue(name),
                ModelsDirectory = result.GetValue(into),
                Settings = result.GetValue(set) ?? [],
                Overwrite = result.GetValue(overwrite),
            };
            if (!from.Contains("://", StringComparison.Ordinal))
                return Print(ModelAdder.Add(request));
            var folder = Directory.CreateTempSubdirectory("edge-model-");
            try
            {
                using var client = ModelDownload.CreateClient();
                var fetched = await new ModelDownload(client).FetchAsync(new Uri(from), folder.FullName, cancellationToken);
                System.Console.WriteLine($"fetched {fetched.Bytes} bytes, sha256 {fetched.Sha256}");
                return Print(ModelAdder.Add(request with { OnnxFile = fetched.Path, Source = from }));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }));
        return command;
    }

    private static int Print(AddResult added)
    {
        System.Console.WriteLine($"recognised as {added.Family}");
        System.Console.WriteLine(added.InputsAndOutputs);
        foreach (var assumption in added.Assumptions)
            System.Console.WriteLine($"assumed: {assumption}");
        foreach (var question in added.Questions)
            System.Console.Error.WriteLine($"cannot tell '{question.Field}': {question.Why}. Say {question.How}");
        if (added.Folder is null)
            return 2;
        System.Console.WriteLine($"wrote {Path.Combine(added.Folder.Path, ModelFolder.DescriptionFile)}; try: models check {added.Description.Name}");
        return 0;
    }

    private static void Print(ModelFolder folder, ModelCheckReport report)
    {
        System.Console.WriteLine($"{report.Model.Name}: {report.Model.Task}, {report.Precision}, opset {report.Opset}, {report.Operations} operations  ({folder.Path})");
        foreach (var input in report.Inputs)
            System.Console.WriteLine($"  in   {input}");
        foreach (var output in report.Outputs)
            System.Console.WriteLine($"  out  {output}");
        if (report.Engine is { } engine)
        {
            System.Console.WriteLine($"  runs on {string.Join(", ", engine.Got)} (asked: {string.Join(", ", engine.Asked)}), loaded in {engine.LoadMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms");
            foreach (var why in engine.Why)
                System.Console.WriteLine($"    {why}");
            System.Console.WriteLine(report.Language is { } language ? $"  {language}" : string.Create(CultureInfo.InvariantCulture, $"  {report.RunsPerSecond:0.0} runs/s of {report.BatchSize} frame(s), one pass"));
        }
        if (report.Quantized is { } quantized)
            System.Console.WriteLine($"  {quantized}");
        foreach (var warning in report.Warnings)
            System.Console.WriteLine($"  warning: {warning}");
        if (report.Warnings.Count == 0)
            System.Console.WriteLine("  nothing is amiss");
    }
}
