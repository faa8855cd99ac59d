using System.Diagnostics;
using System.Text;
using EdgeHost.Cameras.Children;
using Xunit;

namespace EdgeHost.Tests.Cameras.Children;

public sealed class ChildProcessTests
{
    private const string HelperFolder = "EDGE_TEST_CHILD_HELPER";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Start_ArgumentsWithSpacesQuotesAndDollars_ArriveAsTheyAre()
    {
        string[] arguments = ["a b", "it's", "\"q\"", "$HOME", "`id`", "-n", "", "a\\b", "*", "; exit 1", "é"];
        using var child = ChildProcess.Start(Needs.Program("printf"), ["[%s]\\n", .. arguments]);
        Assert.Equal(arguments.Select(a => $"[{a}]"), Lines(child));
        Assert.Equal(0, child.WaitForExit());
    }

    [Fact]
    public void WaitForExit_Failing_GivesStatusAndLastMessages()
    {
        using var child = Shell("for i in 1 2 3 4 5 6 7 8 9 10; do echo line $i at rtsp://a:s3cret@b/ >&2; done; exit 3");
        Assert.Empty(Lines(child));
        Assert.Equal(3, child.WaitForExit());
        Assert.Equal(8, child.Messages.Last.Count);
        Assert.Equal("line 10 at rtsp://***@b/", child.Messages.Last.Last());
    }

    [Fact]
    public void Read_ChildThatSaysMoreThanAPipeHolds_DoesNotBlock()
    {
        // 1 MB to stderr before the first byte of output: who does not drain it waits for ever
        using var child = Shell("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo done");
        Assert.Equal(["done"], Lines(child));
    }

    [Fact]
    public void Abort_WhileReadBlocks_EndsTheRead()
    {
        using var child = Shell("echo ready; sleep 1000");
        Assert.Equal((byte)'r', child.Output.ReadByte());
        child.Output.Skip(5);
        using var abort = new Timer(_ => child.Abort(), null, 50, Timeout.Infinite);
        Assert.True(child.Output.AtEnd());
    }

    [Fact]
    public void Abort_StrayGrandchildKeepsThePipeOpen_EndsTheReadAnyway()
    {
        // it left the session, so the kill does not reach it; the read must end all the same
        Needs.Program("setsid");
        using var child = Shell("setsid sh -c 'echo $$; exec sleep 5' & wait");
        var stray = new StringBuilder();
        for (var next = (char)child.Output.ReadByte(); next != '\n'; next = (char)child.Output.ReadByte())
            stray.Append(next);
        child.Abort();
        Assert.True(child.Output.AtEnd());
        Process.GetProcessById(int.Parse(stray.ToString(), System.Globalization.CultureInfo.InvariantCulture)).Kill();
    }

    [Fact]
    public void Dispose_AfterANormalEnd_LeavesNothingBehind()
    {
        int id;
        using (var child = Shell("sleep 1000 >/dev/null 2>&1 & echo x")) // forgets a child of its own
        {
            id = child.Id;
            Assert.Equal(["x"], Lines(child));
            Assert.Equal(0, child.WaitForExit());
        }
        AssertGroupEnds(id);
    }

    [Fact]
    public void Dispose_WhileRunning_KillsTheWholeGroup()
    {
        int id;
        using (var child = Shell("sleep 1000 & sleep 1000 | sleep 1000 & echo x; wait"))
        {
            id = child.Id;
            Assert.Equal((byte)'x', child.Output.ReadByte());
        }
        AssertGroupEnds(id);
    }

    [Fact]
    public void Abort_AfterDispose_IsHarmless()
    {
        var child = Shell("true");
        child.Dispose();
        child.Abort();
        child.Dispose();
    }

    /// <summary>The host is a second copy of this test program; it dies by SIGKILL and can clean up nothing.</summary>
    [Fact]
    public async Task Host_KilledWithSigkill_TakesChildrenAndGrandchildrenAlong()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            ArgumentList = { "--explicit", "only", "--filter-method", $"{typeof(ChildProcessTests).FullName}.{nameof(Helper_HoldsChildren_UntilKilled)}" },
            Environment = { [HelperFolder] = folder.Path },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Insert(0, typeof(ChildProcessTests).Assembly.Location);
        using var host = Process.Start(start)!;
        var said = host.StandardOutput.ReadToEndAsync();
        try
        {
            Assert.True(SpinWait.SpinUntil(() => host.HasExited || File.Exists(folder.File("pids")), s_patience) && !host.HasExited, host.HasExited ? await said : "no children came");
            var ids = File.ReadAllText(folder.File("pids")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
            Assert.True(ids.Length == 3 && ids.All(IsAlive));
            host.Kill(); // SIGKILL, this process only
            Assert.True(SpinWait.SpinUntil(() => !ids.Any(IsAlive), s_patience), "children outlived their host");
        }
        finally
        {
            host.Kill(entireProcessTree: true);
        }
    }

    [Fact(Explicit = true)]
    public void Helper_HoldsChildren_UntilKilled()
    {
        var folder = Environment.GetEnvironmentVariable(HelperFolder);
        Assert.SkipWhen(folder is null, "started by another test only");
        using var first = Shell("sleep 1000 & echo $$ $!; wait");
        using var second = Shell("echo $$; exec sleep 1000"); // started while the first one's pipe is open
        var ids = $"{Line(first)} {Line(second)}";
        File.WriteAllText(Path.Combine(folder!, "new"), ids);
        File.Move(Path.Combine(folder!, "new"), Path.Combine(folder!, "pids"));
        first.Output.AtEnd(); // for ever
    }

    [Fact]
    public void Start_NotAProgram_EndsWithAStatus()
    {
        using var child = ChildProcess.Start("/nonexistent/program", []);
        Assert.Empty(Lines(child));
        Assert.Equal(127, child.WaitForExit());
    }

    [Fact]
    public void Find_OtherSearchPath_LooksNowhereElse()
    {
        Assert.NotNull(ExecutablePath.Find("sh"));
        Assert.Null(ExecutablePath.Find("sh", "/nonexistent:"));
        Assert.Null(ExecutablePath.Find("passwd", "/etc")); // a file, but none to run
    }

    private static ChildProcess Shell(string script) => ChildProcess.Start(Needs.Program("sh"), ["-c", script]);

    private static string Line(ChildProcess child)
    {
        var line = new StringBuilder();
        for (var next = (char)child.Output.ReadByte(); next != '\n'; next = (char)child.Output.ReadByte())
            line.Append(next);
        return line.ToString();
    }

    private static string[] Lines(ChildProcess child)
    {
        var bytes = new List<byte>();
        while (!child.Output.AtEnd())
            bytes.Add(child.Output.ReadByte());
        return Encoding.UTF8.GetString([.. bytes]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void AssertGroupEnds(int id) =>
        Assert.True(SpinWait.SpinUntil(() => !Group(id).Any(), s_patience), $"alive: {string.Join(", ", Group(id))}");

    /// <summary>Processes of a group that are not dead already, from /proc.</summary>
    private static IEnumerable<int> Group(int wanted) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
        where id > 0 && Stat(id) is var (state, itsGroup) && state is not ('Z' or 'X') && itsGroup == wanted
        select id;

    private static bool IsAlive(int id) => Stat(id).State is not ('Z' or 'X');

    private static (char State, int Group) Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return ('X', 0);
        }
    }
}
