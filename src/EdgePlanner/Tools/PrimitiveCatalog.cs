using System.Security.Cryptography;
using System.Text;
using EdgePlanner.Tools.Families;

namespace EdgePlanner.Tools;

/// <summary>All tools that there are, by name. It never changes; <see cref="With"/> gives a larger one.</summary>
public sealed class PrimitiveCatalog
{
    private readonly ToolDeclaration[] _tools;

    private PrimitiveCatalog(ToolDeclaration[] tools) => _tools = tools;

    internal static PrimitiveCatalog Empty { get; } = new([]);

    /// <summary>The tools that this project brings.</summary>
    public static PrimitiveCatalog Standard { get; } = Empty.With(
    [
        .. FindingTools.All, .. SetTools.All, .. SelectionTools.All, .. RelationTools.All, .. AttributeTools.All, .. GroundTools.All,
        .. MotionTools.All, .. LookingTools.All, .. LogicTools.All, .. MemoryTools.All,
    ]);

    public IReadOnlyList<ToolDeclaration> Tools => _tools;

    /// <summary>The number of tools, and a hash of their signatures and documentation: what a record of a plan says it was written for.</summary>
    public string Fingerprint()
    {
        var all = string.Join('\n', _tools.OrderBy(tool => tool.Name, StringComparer.Ordinal).Select(tool => $"{ToolSignature.Of(tool)}\n{tool.Documentation}"));
        return $"{_tools.Length}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12]}";
    }

    /// <summary>A catalog with these tools too: how a user's own tools get in.</summary>
    /// <exception cref="ToolException">A declaration is not sound, or its name is taken.</exception>
    public PrimitiveCatalog With(params IReadOnlyList<ToolDeclaration> tools)
    {
        var all = new List<ToolDeclaration>(_tools);
        foreach (var tool in tools)
        {
            DeclarationRules.Check(tool);
            if (all.Exists(known => known.Name == tool.Name))
                throw new ToolException($"tool '{tool.Name}' is declared twice");
            all.Add(tool);
        }
        return new([.. all]);
    }

    /// <summary>A catalog in which a tool goes by another name, and by its own no more.</summary>
    /// <exception cref="ToolException">There is no such tool, the new name is none or is taken.</exception>
    public PrimitiveCatalog Renaming(string tool, string name)
    {
        var found = Array.Find(_tools, known => known.Name == tool) ?? throw new ToolException($"tool '{tool}' is unknown: it cannot be renamed to '{name}'");
        return new PrimitiveCatalog([.. _tools.Where(known => known != found)]).With(found with { Name = name });
    }

    /// <summary>The tools that a device offers which can do this, with these packs switched on.</summary>
    public ToolOffer For(Capabilities offered, ToolPacks packs = ToolPacks.All) => new(this, offered, packs | ToolPacks.Core);
}
