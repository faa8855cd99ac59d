using System.Diagnostics;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;
using EdgeEngines.Reading;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary><c>models check</c>: loads a model as the host would, runs it, and says what it is, what it runs on and what is amiss.</summary>
public static class ModelCheck
{
    private const int WarmUpRuns = 5;

    /// <param name="measureFor">How long to run for the rate.</param>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it as asked.</exception>
    public static ModelCheckReport Run(ModelFolder folder, EngineOptions options, TimeSpan measureFor, ILogger logger)
    {
        var model = folder.Description;
        var bytes = ModelFile.ReadVerified(folder, options.MaxModelBytes);
        var graph = SessionOpener.ReadGraph(folder, bytes);
        var warnings = folder.UnknownFields.Select(field => $"field '{field}' of model.json is not known and has no effect").ToList();
        if (model.Precision != graph.Precision)
            warnings.Add($"model.json says {model.Precision}, the file is {graph.Precision}");
        var report = new ModelCheckReport
        {
            Model = model,
            Inputs = [.. graph.Inputs.Select(i => i.ToString())],
            Outputs = [.. graph.Outputs.Select(o => o.ToString())],
            Precision = graph.Precision,
            Opset = graph.Opsets.GetValueOrDefault("", 0),
            Operations = graph.Nodes.Count,
            Warnings = warnings,
        };
        if (model.Task is "text-generate")
            return LanguageCheck.Run(folder, options, measureFor, report, warnings, logger);
        OrtRuntime.Start(options.NativeDirectory, logger);
        var quantized = graph.Precision == "int8" ? QuantizedShare.Measure(model, bytes, graph) : null;
        report = report with { Quantized = quantized };
        if (quantized?.Warning is { } slow)
            warnings.Add(slow);
        if (model.Task == "embed-text")
            TextEncoderFactory.Load(folder, options, logger).Dispose(); // do vocabulary and weights belong together?
        using var session = Open(folder, options, quantized, logger);
        return report with { Engine = session.Report, BatchSize = session.Batch, RunsPerSecond = Measure(model, session, measureFor) };
    }

    private static EngineSession Open(ModelFolder folder, EngineOptions options, QuantizedShare? quantized, ILogger logger)
    {
        try
        {
            return new SessionOpener(folder, options, logger).Open();
        }
        catch (ModelException e) when (quantized?.Warning is not null)
        {
            throw new ModelException($"{e.Message}\nA likely cause: {quantized.Warning}", e);
        }
    }

    private static double Measure(ModelDescription model, EngineSession session, TimeSpan measureFor)
    {
        using var memory = new PassMemory(model, session);
        if (model.Task == "detect")
            DetectionHead.Create(model, memory.Tensors); // does the head fit the outputs?
        TextOutputs.Check(model, memory.Tensors);
        if (model.Task is "embed-image" or "embed-text")
            EmbeddingOutput.Find(model, session.Outputs);
        if (model.Task == "classify")
            ClassOutput.Find(model, session.Outputs);
        var run = session.Bind(memory);
        try
        {
            for (var i = 0; i < WarmUpRuns; i++)
                session.Run(run, session.Batch);
            var started = Stopwatch.GetTimestamp();
            var runs = 0;
            do
            {
                session.Run(run, session.Batch);
                runs++;
            }
            while (Stopwatch.GetElapsedTime(started) < measureFor);
            return runs / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            session.Unbind(run);
        }
    }
}
