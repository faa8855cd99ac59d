using EdgeWorld.Planning.Words;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Names of things that training alone has.</summary>
public sealed class OtherNamesTests
{
    private static readonly string[] s_kinds = [.. Vocabulary.Shipped.Nouns.Where(noun => !noun.IsCopied && noun.Class is not ("vehicle" or "thing")).Select(noun => noun.Class)];

    [Fact]
    public void EveryKind_HasSome() => Assert.All(s_kinds, kind =>
    {
        Assert.InRange(OtherNames.English(kind).Count, 8, 40);
        Assert.InRange(OtherNames.Japanese(kind).Count, 8, 40);
    });

    /// <summary>A word that the splits keep from training, or that is copied, would mean two things.</summary>
    [Fact]
    public void None_IsAWordOfTheVocabulary()
    {
        var words = Vocabulary.Shipped.Nouns.SelectMany(noun => noun.English.SelectMany(forms => new[] { forms.One, forms.Many }).Concat(noun.Japanese)).Concat(Vocabulary.Shipped.NewWords).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(All().Select(name => name.Name), words.Contains);
        string[] apart = [.. Vocabulary.Shipped.Nouns.Where(noun => noun.IsCopied || noun.IsNew).SelectMany(noun => noun.English.Select(forms => forms.One)).Concat(Vocabulary.Shipped.NewWords)];
        Assert.All(All(), name => Assert.DoesNotContain(apart, word => name.Name.Split(' ').Contains(word, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void None_IsOfTwoKinds() =>
        Assert.DoesNotContain(All().Distinct().GroupBy(name => name.Name, StringComparer.OrdinalIgnoreCase), names => names.Select(name => name.Kind).Distinct().Count() > 1);

    private static IEnumerable<(string Kind, string Name)> All() => s_kinds.SelectMany(kind =>
        OtherNames.English(kind).SelectMany(forms => new[] { forms.One, forms.Many }).Concat(OtherNames.Japanese(kind)).Select(name => (kind, name)));
}
