using System.Diagnostics;
using Xunit;

namespace Edge.EndToEnd.Processes;

/// <summary>A program that runs beside the test: its lines are kept, every wait is bounded, and it is killed at the end.</summary>
internal sealed class Child : IDisposable
{
    private const int LinesShown = 60;
    private static readonly TimeSpan s_exitBound = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly string _name;
    private readonly Lines _output;
    private readonly Lines _errors;

    private Child(Process process, string name, Action<string>? onOutput)
    {
        (_process, _name) = (process, name);
        _output = new Lines(process.StandardOutput, onOutput);
        _errors = new Lines(process.StandardError);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public Lines Output => _output;

    public Lines Errors => _errors;

    /// <param name="program">Path.</param>
    /// <param name="arguments">Passed as they are.</param>
    /// <param name="folder">Working directory.</param>
    /// <param name="environment">Added to ours; a null removes one.</param>
    /// <param name="onOutput">Called with each line of standard output.</param>
    /// <param name="input">Bytes for standard input; it ends behind them.</param>
    public static Child Start(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null,
        Action<string>? onOutput = null, byte[]? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var child = new Child(process, Path.GetFileName(program), onOutput);
        if (input is not null)
            process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        return child;
    }

    public void Send(Signal signal) => Assert.True(Signals.Send(Id, signal), $"{_name} is gone already\n{Story()}");

    /// <summary>Its exit code, once both outputs have been read to the end.</summary>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within ?? s_exitBound);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await Task.WhenAll(_output.Ended, _errors.Ended).WaitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_name} did not end within {(within ?? s_exitBound).TotalSeconds:0.#} s\n{Story()}");
        }
    }

    /// <summary>What it last wrote, for the message of a failed test.</summary>
    public string Story() => $"--- {_name} wrote:\n{string.Join('\n', _output.Last(LinesShown))}\n--- and on standard error:\n{string.Join('\n', _errors.Last(LinesShown))}";

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(s_exitBound);
        _process.Dispose();
    }
}
