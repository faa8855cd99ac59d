using System.Collections.Frozen;

namespace EdgePlanner.Tools;

/// <summary>What a device offers of a catalog: its tools by name, and for the others what they lack.</summary>
public sealed class ToolOffer
{
    private readonly FrozenDictionary<string, ToolDeclaration>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Capabilities _capabilities;
    private readonly ToolPacks _packs;

    internal ToolOffer(PrimitiveCatalog catalog, Capabilities capabilities, ToolPacks packs)
    {
        (Catalog, _capabilities, _packs) = (catalog, capabilities, packs);
        _byName = catalog.Tools.ToFrozenDictionary(tool => tool.Name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Tools = [.. catalog.Tools.Where(IsOffered)];
    }

    public PrimitiveCatalog Catalog { get; }

    /// <summary>Those that plans may call.</summary>
    public IReadOnlyList<ToolDeclaration> Tools { get; }

    /// <summary>A tool of the catalog by its name, offered or not; null for none.</summary>
    public ToolDeclaration? Find(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out var tool) ? tool : null;

    public bool IsOffered(ToolDeclaration tool) => Missing(tool) == Capabilities.None && (tool.Packs & _packs) != 0;

    /// <summary>What the device lacks for a tool.</summary>
    public Capabilities Missing(ToolDeclaration tool) => tool.Needs & ~_capabilities;
}
