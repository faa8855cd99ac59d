using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace EdgePlanner.Tests.Randomised;

/// <summary>Every plan is Python: a real Python reads ten thousand of them.</summary>
public sealed class PythonTests
{
    private const int Plans = 10_000;

    private const string Reader = """
        import ast, json, sys
        tools = set(json.loads(sys.stdin.readline()))
        for line in sys.stdin:
            source = json.loads(line)
            body = ast.parse(source).body
            assert isinstance(body[-1], ast.Return), source
            for statement in body[:-1]:
                call = statement.value
                assert isinstance(statement, ast.Assign) and isinstance(call, ast.Call) and call.func.id in tools, source
        print("read")
        """;

    [Fact]
    public async Task Plans_AreReadByPythonAsCallsAndAReturn()
    {
        var start = new ProcessStartInfo("python3", ["-c", Reader]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? python = null;
        try
        {
            python = Process.Start(start);
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"python3 cannot be started here: {e.Message}");
        }
        using var process = python!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            // JSON escapes every character beyond ASCII, so that no locale stands between the two.
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(Tests.Plans.Everything.Tools.Select(tool => tool.Name)));
            for (var seed = 0; seed < Plans; seed++)
            {
                var source = RandomPlan.Of(seed);
                Assert.NotNull(Tests.Plans.Sound(source));
                await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(source));
            }
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It gave up early: what it says is told below.
        }
        Assert.Equal(("read\n", ""), (await output, await errors));
    }
}
