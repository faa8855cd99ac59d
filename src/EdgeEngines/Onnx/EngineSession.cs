using EdgeEngines.Models;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>
/// A session that has proved itself with a real inference: shapes known, providers known. Shared by any number of passes,
/// which run on it at the same time. Lives until it is closed and the last run has ended.
/// </summary>
internal sealed class EngineSession : IDisposable
{
    /// <summary>Longer than any detector's run; a run that takes longer hangs.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly InferenceSession _session;
    private readonly RunGate _runs;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly List<BoundRun> _bound = [];

    public EngineSession(InferenceSession session, InputPlan input, int batch, IReadOnlyList<OutputPlan> outputs, EngineReport report, ILogger logger)
    {
        _session = session;
        _runs = new RunGate(this, Free);
        _logger = logger;
        Input = input;
        Batch = batch;
        Outputs = outputs;
        Report = report;
        CopiesInputs = report.Got is not ["CPU"];
    }

    public InputPlan Input { get; }

    /// <summary>Most items a run; also the fewest where the file fixes it.</summary>
    public int Batch { get; }
    public IReadOnlyList<OutputPlan> Outputs { get; }
    public EngineReport Report { get; }

    /// <summary>A device provider copies bound inputs when they are bound, not when they are run, so they are bound anew for each run
    /// (32 B of garbage). On the CPU that is only slower.</summary>
    public bool CopiesInputs { get; set; }

    /// <summary>Binds a pass's memory. What is bound goes before the session does.</summary>
    /// <exception cref="ObjectDisposedException">The session was closed.</exception>
    public BoundRun Bind(PassMemory memory)
    {
        _runs.Enter();
        try
        {
            var bound = new BoundRun(_session, Input, Batch, Outputs, memory);
            lock (_gate)
            {
                _bound.Add(bound);
            }
            return bound;
        }
        finally
        {
            _runs.Exit();
        }
    }

    public void Unbind(BoundRun bound)
    {
        lock (_gate)
        {
            _bound.Remove(bound);
            bound.Dispose(); // inside the lock, so that the session is not freed first
        }
    }

    /// <exception cref="ObjectDisposedException">The session was closed.</exception>
    /// <exception cref="EngineException">The run failed.</exception>
    public void Run(BoundRun run, int items)
    {
        _runs.Enter();
        try
        {
            run.Run(_session, items, CopiesInputs);
        }
        catch (OnnxRuntimeException e)
        {
            throw new EngineException($"model '{Report.Model}': a run of {items} on {string.Join(", ", Report.Got)} failed: {e.Message.TrimEnd()}", e);
        }
        finally
        {
            _runs.Exit();
        }
    }

    public void Dispose()
    {
        if (!_runs.Close(s_longestWait))
            EngineLog.RunOutlivesClose(_logger, Report.Model, s_longestWait.TotalSeconds);
    }

    private void Free()
    {
        lock (_gate)
        {
            foreach (var bound in _bound)
                bound.Dispose();
            _bound.Clear();
        }
        _session.Dispose();
    }
}
