using System.Diagnostics;
using EdgeEngines.Generating;
using EdgeEngines.Models;
using EdgeEngines.Onnx.Decoding;
using EdgeEngines.Onnx.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>Loads decoders that write text.</summary>
public static class TextDecoderFactory
{
    /// <summary>Verifies the weights, opens them on the CPU, and reads a few tokens whole and in pieces.</summary>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public static ITextDecoder Load(ModelFolder folder, EngineOptions options, ILogger logger)
    {
        var (model, started) = (folder.Description, Stopwatch.GetTimestamp());
        if (model.Task != "text-generate")
            throw new ModelException($"model '{model.Name}' is for the task '{model.Task}', expected text-generate");
        foreach (var field in folder.UnknownFields)
            EngineLog.UnknownField(logger, model.Name, field);
        var bytes = ModelFile.ReadVerified(folder, options.MaxModelBytes);
        var graph = SessionOpener.ReadGraph(folder, bytes);
        var plan = DecoderPlan.Create(model, graph);
        OrtRuntime.Start(options.NativeDirectory, logger);
        var session = Open(model, bytes, options);
        var decoder = new OnnxTextDecoder(model, session, plan, Report(model, graph, options, Stopwatch.GetElapsedTime(started)), bytes.LongLength);
        try
        {
            DecoderProof.Run(decoder);
        }
        catch (EngineException e)
        {
            decoder.Dispose();
            throw new ModelException($"model '{model.Name}': {model.File} cannot be run as a language model: {e.Message}", e);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
        EngineLog.EngineLoaded(
            logger, model.Name, "CPU", string.Join(", ", decoder.Report.Asked), graph.Precision, 1, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return decoder;
    }

    private static InferenceSession Open(ModelDescription model, byte[] bytes, EngineOptions options)
    {
        try
        {
            using var settings = new SessionSettings(options);
            return new InferenceSession(bytes, settings.Native);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"model '{model.Name}': ONNX Runtime cannot run {model.File}: {e.Message.TrimEnd()}", e);
        }
    }

    private static EngineReport Report(ModelDescription model, GraphFile graph, EngineOptions options, TimeSpan took)
    {
        var asked = ExecutionProviders.Parse(options.Providers);
        // A step is too small for a GPU to gain on the way there and back; for models that are not, there is the GGUF runtime.
        List<string> why = [.. asked.Where(provider => provider != ExecutionProvider.Cpu).Select(provider => $"{ExecutionProviders.Names([provider])[0]}: decoders of this kind run on the CPU")];
        return new EngineReport(model.Name, ExecutionProviders.Names(asked), ["CPU"], why, graph.Precision, took.TotalMilliseconds);
    }
}
