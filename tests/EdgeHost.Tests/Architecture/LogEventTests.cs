using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace EdgeHost.Tests.Architecture;

/// <summary>Event ids come in blocks, one a feature, said in its <c>…Log.cs</c>: people filter and alert by them.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    public void EventIds_AreUniqueAcrossTheSolution() =>
        Rule.Holds(
            "Two events share an id.",
            Events().GroupBy(entry => entry.Id).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Place))}"));

    [Fact]
    public void EventIds_AreGiven() =>
        Rule.Holds(
            "A [LoggerMessage] begins with its event id; without one it is 0 or a hash.",
            SourceTree.Files("src", ".cs").SelectMany(file => file.LinesWhere(line => line.Contains("[LoggerMessage(", StringComparison.Ordinal) && !EventId().IsMatch(line))));

    [Fact]
    public void Events_LiveInALogFile() =>
        Rule.Holds(
            "Log messages are declared in <Feature>Log.cs.",
            Events().Where(entry => !entry.File.Name.EndsWith("Log.cs", StringComparison.Ordinal)).Select(entry => entry.Place));

    [Fact]
    public void LogFiles_NoteTheirBlockAndNextFreeId()
    {
        List<string> offenders = [];
        foreach (var events in Events().GroupBy(entry => entry.File))
        {
            var block = Block.Of(events.Key);
            if (block is null)
            {
                offenders.Add($"{events.Key.Path}: no summary of the form 'Ids 1200-1299; next free 1208.'");
                continue;
            }
            offenders.AddRange(events.Where(entry => entry.Id < block.First || entry.Id > block.Last).Select(entry => $"{entry.Place}: {entry.Id} is outside {block.First}-{block.Last}"));
            var next = events.Max(entry => entry.Id) + 1;
            if (block.NextFree != next)
                offenders.Add($"{events.Key.Path}: says next free {block.NextFree}, found {next}");
        }
        Rule.Holds("Each log file says its block of ids and the next free one.", offenders);
    }

    [Fact]
    public void Blocks_DoNotOverlap()
    {
        var blocks = Events().Select(entry => entry.File).Distinct().Select(Block.Of).OfType<Block>().OrderBy(block => block.First).ToList();
        Rule.Holds(
            "Blocks of event ids do not overlap.",
            blocks.Zip(blocks.Skip(1)).Where(pair => pair.First.Last >= pair.Second.First)
                .Select(pair => $"{pair.First.Path} ({pair.First.First}-{pair.First.Last}) and {pair.Second.Path} ({pair.Second.First}-{pair.Second.Last})"));
    }

    private static List<LogEvent> Events() =>
        [.. from file in SourceTree.Files("src", ".cs")
            from line in file.Lines().Select((text, index) => (text, number: index + 1))
            let match = EventId().Match(line.text)
            where match.Success
            select new LogEvent(file, line.number, Number(match.Groups[1]))];

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"ids (\d+)(?:\s*[-–]\s*| to )(\d+)[;.,] next free:? (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex BlockNote();

    private sealed record LogEvent(SourceFile File, int Line, int Id)
    {
        public string Place => $"{File.Path}:{Line}";
    }

    private sealed record Block(string Path, int First, int Last, int NextFree)
    {
        public static Block? Of(SourceFile file)
        {
            var match = BlockNote().Match(string.Join('\n', file.Lines()));
            return match.Success ? new Block(file.Path, Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3])) : null;
        }
    }
}
