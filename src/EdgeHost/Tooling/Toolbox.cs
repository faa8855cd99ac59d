using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgeHost.Planning;
using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgeHost.Tooling;

/// <summary>
/// The tools of this device and what they cost: those that every device has, and those that a <c>tool.json</c> brings. A broken file hides no other:
/// its tool is not offered, and <see cref="Problems"/> says why. Owns the engines of its tools.
/// </summary>
internal sealed class Toolbox : IDisposable
{
    /// <summary>Each has an engine in memory.</summary>
    private const int MostTools = 64;
    private const int DeepestFolder = 6;

    private readonly List<BoundTool> _bound = [];
    private readonly string _costFile;

    private Toolbox(string costFile) => _costFile = costFile;

    /// <summary>Without tools of one's own, at the costs that tools declare: for a world that no engine looks at.</summary>
    public static Toolbox Standard => new("");

    public PrimitiveCatalog Catalog { get; private set; } = PrimitiveCatalog.Standard;

    public IReadOnlyList<BoundTool> Bound => _bound;

    /// <summary>A line or several for each file that cannot be used.</summary>
    public List<string> Problems { get; } = [];

    /// <param name="time">Measures what the tools cost whose file does not say it.</param>
    public static Toolbox Open(EdgeSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var toolbox = new Toolbox(settings.Tools.CostFile());
        try
        {
            var models = ModelCatalog.Find(settings.Models.SearchRoots());
            var files = settings.Tools.SearchFolders().Where(Directory.Exists).SelectMany(Files).Distinct(StringComparer.Ordinal).ToList();
            if (files.Count > MostTools)
                toolbox.Problems.Add($"{files.Count} tools are described, at most {MostTools} are loaded: the others are left out");
            foreach (var file in files.Take(MostTools))
                toolbox.Add(file, models, settings.Engines, time, cancellationToken);
            return toolbox;
        }
        catch
        {
            toolbox.Dispose();
            throw;
        }
    }

    /// <summary>What a question asked of such a world goes through.</summary>
    /// <param name="engines">Those that the world looks with (<see cref="EngineNames"/>); none for a world that knows the truth.</param>
    /// <param name="tiers">Who writes the plans; null: <see cref="PlannerTiers.RetrievalOnly"/>.</param>
    /// <param name="budget">That most questions have.</param>
    public QueryPipeline Pipeline(Capabilities offered, ToolPacks packs, IReadOnlyList<string> engines, TimeProvider time, PlannerTiers? tiers = null, TimeSpan? budget = null)
    {
        var (offer, profile) = (Catalog.For(offered, packs), Costs(engines).Profile);
        return new((tiers ?? PlannerTiers.RetrievalOnly).For(Catalog, offer, profile, budget ?? new AskingOptions().Budget, time), new PlanChecker(offer, profile), time);
    }

    /// <summary>What the tools cost with these engines, and a line on where that is from.</summary>
    /// <exception cref="SettingsException">The profile's file is none.</exception>
    public (CostProfile Profile, string Note) Costs(IReadOnlyList<string> engines) => DeviceCosts.Read(_costFile, engines, _bound);

    public void Dispose() => _bound.ForEach(tool => tool.Dispose());

    private void Add(string path, ModelCatalog models, EngineOptions engines, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var file = ToolFileReader.Read(path);
            if (Catalog.Tools.Any(tool => tool.Name == file.Name))
                throw new ToolFileException(path, [$"'name' is \"{file.Name}\", which another tool has: take a name that `edgehost tools` does not list"]);
            var tool = BoundTool.Load(file, models, engines);
            _bound.Add(tool);
            try
            {
                var catalog = Catalog.With(tool.Declaration);
                if (ToolProof.Problems(tool.Declaration, catalog) is { Count: > 0 } wrong)
                    throw new ToolFileException(path, wrong);
                if (file.Cost is null)
                    Price(tool, file.Shape, time, cancellationToken);
                Catalog = Catalog.With(_bound[^1].Declaration);
            }
            catch
            {
                _bound.RemoveAt(_bound.Count - 1);
                tool.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is ToolFileException or ToolException or ModelException or EngineException)
        {
            Problems.Add(e is ToolFileException ? e.Message : $"{path} cannot be used: {e.Message}");
        }
    }

    private void Price(BoundTool tool, ToolShape shape, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ground = new GreyScene();
        if (new CostProbe(ground.World, time, repeats: 3).Measure(tool.Declaration, cancellationToken) is not { } cost)
            return;
        // A grey picture has no text to read: at least what read_text declares.
        if (shape == ToolShape.Read)
            cost = cost with { PerElementMicros = Math.Max(cost.PerElementMicros, PrimitiveCatalog.Standard.Tools.First(known => known.Name == "read_text").Cost.PerElementMicros) };
        _bound[^1] = tool with { Declaration = tool.Declaration with { Cost = cost } };
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, ToolFile.FileName, new EnumerationOptions
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = DeepestFolder,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint, // a link back up would be walked for ever
    }).Select(Path.GetFullPath).Order(StringComparer.Ordinal);
}
