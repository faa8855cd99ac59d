using System.CommandLine;
using EdgeWorld.Exporting;

namespace EdgeHost.Cli;

/// <summary><c>edgehost sim export | preview</c>: pictures and truth of the street world.</summary>
internal static class SimCommands
{
    public static Command Build() => new("sim", "The simulated street world: pictures with their truth.") { Export(), Preview() };

    private static Command Export()
    {
        var world = new WorldArguments();
        var frames = new Option<int>("--frames") { Description = "Pictures to write of each world.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var every = new Option<int>("--every") { Description = "Take every n-th frame only.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var to = new Option<string>("--out") { Description = "Folder for pictures and scene graphs.", HelpName = "DIR", Required = true };
        var split = new Option<SplitPart?>("--split") { Description = "The films of a part of the frozen split instead of one world.", HelpName = "train|validation|test" };
        var films = new Option<int>("--films") { Description = "With --split: films to write.", HelpName = "N", DefaultValueFactory = _ => 16 };
        var command = new Command("export", "Write pictures and scene graphs (JSON lines).") { frames, every, split, films, to };
        world.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var folder = result.GetValue(to)!;
            var worlds = result.GetValue(split) is { } part ? WorldSplit.Films(part, result.GetValue(films)) : [world.Read(result)];
            var manifest = SceneExport.Write(worlds, folder, result.GetValue(frames), new ExportOptions { Every = result.GetValue(every) });
            System.Console.WriteLine($"wrote {manifest.Frames} pictures with their scene graphs to {folder}");
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Preview()
    {
        var world = new WorldArguments();
        var to = new Option<string>("--out") { Description = "A PNG file.", HelpName = "FILE", DefaultValueFactory = _ => "preview.png" };
        var columns = new Option<int>("--columns") { Description = "Pictures, 1.5 s apart.", HelpName = "N", DefaultValueFactory = _ => 4 };
        var command = new Command("preview", "Write a PNG sheet of pictures with their boxes.") { to, columns };
        world.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            PreviewSheet.Write([world.Read(result)], result.GetValue(to)!, result.GetValue(columns));
            System.Console.WriteLine($"wrote {result.GetValue(to)}");
            return Task.FromResult(0);
        }));
        return command;
    }
}
