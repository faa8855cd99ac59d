using System.Globalization;
using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Randomised;

/// <summary>
/// Whatever is given as a plan, the checker ends with a plan or with messages that point into the source, and its work is bounded by the
/// source's length. EDGE_FUZZ_CASES sets how many cases are tried; 1,000,000 for the full run.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int s_cases =
        int.TryParse(Environment.GetEnvironmentVariable("EDGE_FUZZ_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 20_000;

    private static readonly string[] s_pieces =
    [
        "cars", " = ", "find", "(", ")", "\"car\"", ", ", "\n", "return ", "where", "\"red\"", "count", "metres=", "10", "2.5", "#", "True", "None", "for ",
        "\"", "\\", "\r", "\t", ".", "[", "'", "-", "é", "🚗", "\ud800", "\0", "0", "not_", "x", "=", "  ",
    ];

    private static readonly string[] s_nests = ["(", "find(", "[", "\"", "((find(", "x = find(", "not_(", "-", "#", "f\"", "a=", "{", "'", ",", "lambda "];

    private readonly PlanChecker _checker = new(Plans.Everything, CostProfile.Declared);
    private readonly Interpreter _interpreter = new(new FakeTimeProvider());
    private readonly SketchWorld _world = Yard.World();

    [Fact]
    public void Check_Anything_EndsWithAPlanOrMessages()
    {
        var sound = 0;
        for (var i = 0; i < s_cases; i++)
        {
            var random = new Random(i);
            sound += (i % 4) switch
            {
                0 => Bytes(random),
                1 => Text(Pieces(random)),
                2 => Text(Mutated(random, RandomPlan.Of(i))),
                _ => Text(Nested(random)),
            };
        }
        // Mutations that leave a plan sound are the ones that run.
        Assert.True(sound > s_cases / 200, $"{sound} of {s_cases} were sound");
    }

    private int Bytes(Random random)
    {
        var bytes = new byte[random.Next(random.Next(20) == 0 ? 9000 : 200)];
        random.NextBytes(bytes);
        var result = _checker.Check(bytes, Plans.Ample);
        return Judge(result.Source, result);
    }

    private int Text(string source) => Judge(source, _checker.Check(source, Plans.Ample));

    private int Judge(string source, CheckedPlan result)
    {
        Assert.Equal(result.Plan is null, result.Diagnostics.Count > 0);
        Assert.True(result.Diagnostics.Count <= PlanLimits.Diagnostics, source);
        foreach (var diagnostic in result.Diagnostics)
            Assert.True(diagnostic.Span.Start >= 0 && diagnostic.Span.Length >= 0 && diagnostic.Span.End <= source.Length, source);
        if (result.Plan is null)
        {
            // The words of all messages together are bounded too, whatever the source.
            Assert.InRange(result.Explain().Length, 1, 40_000);
            var tokens = Parser.Parse(source, new DiagnosticBag()).Tokens;
            Assert.True(tokens <= source.Length + 1, $"{tokens} words of {source.Length} characters");
            return 0;
        }
        Assert.True(_interpreter.Run(result.Plan, _world).Kind is OutcomeKind.Answered or OutcomeKind.Unknown, source);
        return 1;
    }

    private static string Pieces(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(60); left > 0; left--)
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        return text.ToString();
    }

    private static string Mutated(Random random, string plan)
    {
        var text = new StringBuilder(plan);
        for (var left = random.Next(1, 5); left > 0 && text.Length > 0; left--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, Math.Min(text.Length - at, random.Next(1, 6)));
                    break;
                case 1:
                    text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 2:
                    text[at] = text[random.Next(text.Length)];
                    break;
                case 3:
                    text.Insert(at, text.ToString(at, Math.Min(text.Length - at, random.Next(1, 40))));
                    break;
                default:
                    text.Append(plan.AsSpan(0, Math.Min(plan.Length, random.Next(200))));
                    break;
            }
        }
        return text.ToString();
    }

    private static string Nested(Random random)
    {
        var piece = s_nests[random.Next(s_nests.Length)];
        var text = new StringBuilder(random.Next(2) == 0 ? "x = find(" : "");
        var length = random.Next(random.Next(8) == 0 ? 20_000 : 500);
        while (text.Length < length)
            text.Append(piece);
        return text.Append(random.Next(2) == 0 ? ")\nreturn x" : "").ToString();
    }
}
