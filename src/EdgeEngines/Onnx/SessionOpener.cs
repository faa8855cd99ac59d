using System.Diagnostics;
using EdgeEngines.Models;
using EdgeEngines.Onnx.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>
/// From a model folder to a session that has run once: verify, read the file, decide every shape, climb down the providers,
/// probe. One use.
/// </summary>
/// <param name="alwaysProfile">Measures the providers' share of the graph even where only the CPU is in question.</param>
internal sealed class SessionOpener(ModelFolder folder, EngineOptions options, ILogger logger, bool alwaysProfile = false)
{
    private readonly ModelDescription _model = folder.Description;
    private readonly IReadOnlyList<ExecutionProvider> _asked = ExecutionProviders.Parse(options.Providers);

    /// <exception cref="ModelException">The file or its description is wrong.</exception>
    /// <exception cref="EngineException">No asked provider works, or ONNX Runtime itself does not.</exception>
    public EngineSession Open()
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var field in folder.UnknownFields)
            EngineLog.UnknownField(logger, _model.Name, field);
        var bytes = ModelFile.ReadVerified(folder, options.MaxModelBytes);
        var graph = ReadGraph(folder, bytes);
        var input = InputPlan.Create(_model, graph, options.MaxBatch);
        if (graph.OverridableWeights > 0)
        {
            EngineLog.WeightInputsDropped(logger, _model.Name, graph.OverridableWeights);
            bytes = GraphRewriter.WithoutWeightInputs(bytes, graph);
        }
        var env = OrtRuntime.Start(options.NativeDirectory, logger);
        var cache = CacheFor(env, graph, input);
        var rung = ProviderLadder.Climb(
            _asked,
            provider => Unavailable(env, provider),
            providers => OpenOn(providers, bytes, graph, input, cache),
            OrtRuntime.IsFailure,
            (provider, failure) => MendCache(provider, failure, cache));
        if (rung.Opened is not { } probed)
            throw NothingWorks(rung);
        var why = rung.Why;
        why.AddRange(probed.Why);
        var report = new EngineReport(
            _model.Name, ExecutionProviders.Names(_asked), probed.Got, why, graph.Precision, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        Log(report, probed.Batch);
        return new EngineSession(probed.Session, input, probed.Batch, probed.Outputs, report, logger);
    }

    internal static GraphFile ReadGraph(ModelFolder folder, byte[] bytes)
    {
        try
        {
            return GraphFile.Read(bytes);
        }
        catch (ModelException e)
        {
            throw new ModelException($"model '{folder.Description.Name}', {folder.ModelPath}: {e.Message}", e);
        }
    }

    private ProbedSession OpenOn(IReadOnlyList<ExecutionProvider> providers, byte[] bytes, GraphFile graph, InputPlan input, EngineCache? cache)
    {
        using var settings = new SessionSettings(options);
        foreach (var (symbol, size) in input.Overrides)
            settings.Fix(symbol, size);
        foreach (var provider in providers)
        {
            if (provider == ExecutionProvider.TensorRt)
            {
                cache!.Prepare();
                EngineLog.EngineBuilding(logger, _model.Name, cache.Directory);
                settings.AddTensorRt(TensorRtSettings.Build(options.TensorRt, graph.Precision, cache.Directory, Profile(input)));
            }
            else if (provider == ExecutionProvider.Cuda)
            {
                settings.AddCuda(CudaSettings.Build(options.Cuda));
            }
        }
        var onDevice = providers[0] != ExecutionProvider.Cpu;
        return SessionProbe.Open(_model, bytes, settings, input, onDevice || alwaysProfile ? providers : []);
    }

    /// <summary>A list made when the library was built: what is not in it cannot work, what is in it must still prove itself.</summary>
    private static string? Unavailable(OrtEnv env, ExecutionProvider provider)
    {
        var built = env.GetAvailableProviders();
        return built.Contains(ExecutionProviders.RuntimeName(provider))
            ? null
            : $"not in this build of ONNX Runtime {env.GetVersionString()} (it has {string.Join(", ", built)})";
    }

    private EngineCache? CacheFor(OrtEnv env, GraphFile graph, InputPlan input)
    {
        if (!_asked.Contains(ExecutionProvider.TensorRt) || Unavailable(env, ExecutionProvider.TensorRt) is not null)
            return null;
        var settings = TensorRtSettings.Build(options.TensorRt, graph.Precision, "", Profile(input));
        var shape = string.Join('x', input.ShapeOf(input.Batch));
        return new EngineCache(
            options.CacheDirectory, new EngineCacheKey(_model.Name, _model.Sha256, env.GetVersionString(), MachineVersions.Read(), settings, shape));
    }

    private static ProfileShapes? Profile(InputPlan input) =>
        input.IsBatchOpen && input.Batch > 1 ? ProfileShapes.ForBatch(input.Name, input.ItemShape, input.Batch) : null;

    private bool MendCache(ExecutionProvider provider, Exception failure, EngineCache? cache)
    {
        if (provider != ExecutionProvider.TensorRt || cache is null || !EngineCache.IsStale(failure))
            return false;
        EngineLog.EngineCacheCleared(logger, _model.Name, cache.Directory);
        cache.Clear();
        return true;
    }

    private Exception NothingWorks(Rung<ProbedSession> rung)
    {
        var reasons = string.Join("\n  - ", rung.Why);
        // The CPU runs anything that is a valid model: where it refuses, the model is at fault.
        return rung.LastFailure is not null && _asked.Contains(ExecutionProvider.Cpu)
            ? new ModelException($"model '{_model.Name}': ONNX Runtime cannot run {_model.File}:\n  - {reasons}", rung.LastFailure)
            : new EngineException($"model '{_model.Name}': none of the asked providers works:\n  - {reasons}\nAdd CPU to Engines:Providers to fall back to it");
    }

    private void Log(EngineReport report, int batch)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return;
        EngineLog.EngineLoaded(
            logger, report.Model, string.Join(", ", report.Got), string.Join(", ", report.Asked), report.Precision, batch, report.LoadMilliseconds);
        foreach (var reason in report.Why)
            EngineLog.ProviderNotGot(logger, report.Model, reason);
    }
}
