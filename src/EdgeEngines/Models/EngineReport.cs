namespace EdgeEngines.Models;

/// <summary>Which execution providers an engine asked for and which it runs on; logged at load and published in <c>info</c>.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Asked">Providers in the order asked for, best first, e.g. TensorRT, CUDA, CPU.</param>
/// <param name="Got">Providers that the session really has.</param>
/// <param name="Why">One line for each provider that was asked for and not got.</param>
/// <param name="Precision">As the model file has it: fp32, fp16 or int8.</param>
/// <param name="LoadMilliseconds">From file to first finished probe run.</param>
public sealed record EngineReport(
    string Model, IReadOnlyList<string> Asked, IReadOnlyList<string> Got, IReadOnlyList<string> Why, string Precision, double LoadMilliseconds);
