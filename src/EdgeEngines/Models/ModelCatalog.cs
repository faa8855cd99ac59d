namespace EdgeEngines.Models;

/// <summary>The models below a set of folders. A broken one is listed with what is wrong with it and hides no other.</summary>
public sealed class ModelCatalog
{
    /// <summary><c>models/quantized/street/model.json</c> is three deep; the rest is room.</summary>
    private const int DeepestFolder = 6;
    private const int MostModels = 10_000;

    private ModelCatalog(IReadOnlyList<CatalogEntry> entries) => Entries = entries;

    /// <summary>By root, then by path.</summary>
    public IReadOnlyList<CatalogEntry> Entries { get; }

    /// <summary>Roots in order: a model found in one hides those of the same name in later ones, such as the copies that ship beside
    /// the program.</summary>
    public static ModelCatalog Find(IEnumerable<string> roots)
    {
        List<CatalogEntry> found = [];
        foreach (var root in roots.Where(Directory.Exists))
        {
            var known = found.Select(e => e.Folder?.Description.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var paths = Descriptions(root).Select(Path.GetFullPath).Order(StringComparer.Ordinal).Take(MostModels - found.Count);
            found.AddRange(paths.Select(Read).Where(e =>
                found.TrueForAll(f => f.Path != e.Path) && (e.Folder is null || !known.Contains(e.Folder.Description.Name))).ToList());
        }
        return new ModelCatalog(found);
    }

    /// <summary>By the name in its description, the name of its folder, or a path to it.</summary>
    /// <exception cref="ModelException">None or several; what there is, is listed.</exception>
    public ModelFolder Open(string nameOrPath)
    {
        var named = Entries.Where(e => e.Folder?.Description.Name == nameOrPath).ToList();
        if (named.Count == 0)
            named = Entries.Where(e => Path.GetFileName(e.Path) == nameOrPath).ToList();
        return named switch
        {
            [{ Folder: { } folder }] => folder,
            [var broken] => throw new ModelException(broken.Problem!),
            [] when Path.Exists(nameOrPath) => ModelFolder.Read(nameOrPath),
            [] => throw new ModelException($"there is no model '{nameOrPath}', neither by name nor as a path; known: {Known()}"),
            _ => throw new ModelException($"'{nameOrPath}' names {named.Count} models, say which by its path: {string.Join(", ", named.Select(e => e.Path))}"),
        };
    }

    private string Known() => Entries.Count == 0 ? "none" : string.Join(", ", Entries.Select(e => e.Folder?.Description.Name ?? e.Path));

    private static IEnumerable<string> Descriptions(string root) => Directory.EnumerateFiles(root, ModelFolder.DescriptionFile, new EnumerationOptions
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = DeepestFolder,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint, // a link back up would be walked for ever
    });

    private static CatalogEntry Read(string description)
    {
        var folder = Path.GetDirectoryName(description)!;
        try
        {
            return new CatalogEntry(folder, ModelFolder.Read(folder), null);
        }
        catch (ModelException e)
        {
            return new CatalogEntry(folder, null, e.Message);
        }
    }
}

/// <summary>One found model: either readable, or with what is wrong.</summary>
public sealed record CatalogEntry(string Path, ModelFolder? Folder, string? Problem);
