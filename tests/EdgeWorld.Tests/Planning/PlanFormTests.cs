using EdgePlanner.Masking;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Exporting;
using EdgeWorld.Numerics;
using EdgeWorld.Oracle;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Scenes;
using EdgeWorld.Planning.Seeds;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.UnseenTools;
using EdgeWorld.Planning.Words;
using Xunit;

namespace EdgeWorld.Tests.Planning;

public sealed class PlanFormTests
{
    private static readonly PrimitiveCatalog s_catalog = PrimitiveCatalog.Standard.With([.. UnseenToolCatalog.All, .. UnseenToolCatalog.Practised]);
    private static readonly PlanForm[] s_forms = [.. TrainingForms.All, .. FormBook.Unseen, .. FormBook.Practice];
    private static readonly ScenePool s_pool = new(SplitPart.Validation, 24, 0);

    public static TheoryData<string> Forms => [.. s_forms.Select(form => form.Name)];

    /// <summary>A draft is only made where its plan checks; here every way of asking gets one, and its plan can be written under the mask.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void Drafts_OfEveryWayOfAsking_AreSoundAndWithinTheMask(string name)
    {
        var form = s_forms.Single(form => form.Name == name);
        var drafts = new PlanDrafts(s_catalog, WorldRandom.ForPart(7, 1), newWords: 0.2);
        var random = WorldRandom.ForPart(7, 2);
        byte[][] bytes = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []];
        var mask = new PlanGrammar(s_catalog.For(Capabilities.All), CostProfile.Declared, TimeSpan.FromMinutes(1), PlanWords.Shipped).MaskFor(new TokenTrie(bytes), 256);
        foreach (var template in form.Templates)
        {
            var made = 0;
            for (var tried = 0; tried < 200 && made < 4; tried++)
            {
                if (drafts.Of(form, template, s_pool.Pick(random).Graph) is not { } draft)
                    continue;
                made++;
                Assert.DoesNotContain('{', draft.Question);
                Assert.DoesNotContain('|', draft.Question);
                Assert.InRange(draft.Question.Length, 5, 400);
                var (cursor, written) = (mask.Begin(draft.Question), 0);
                var plan = System.Text.Encoding.UTF8.GetBytes(draft.Canonical);
                while (written < plan.Length && cursor.TryAccept(plan[written]))
                    written++;
                Assert.True(written == plan.Length && cursor.IsEnded, $"{template.Id}: {draft.Question}\n{System.Text.Encoding.UTF8.GetString(plan, 0, written)}¦ cannot go on as\n{draft.Canonical}");
            }
            Assert.True(made > 0, $"{template.Id} fits none of {s_pool.Count} scenes");
        }
    }

    [Fact]
    public void Forms_AreManyInBothLanguagesOverTheWholeCatalog()
    {
        Assert.InRange(FormBook.Shipped.Count, 80, 150);
        Assert.All(s_forms, form => Assert.Equal(2, form.Templates.Select(template => template.Language).Distinct().Count()));
        Assert.Equal(s_forms.Length, s_forms.Select(form => form.Name).Distinct().Count());
        // Shape and material are CLEVR's; tools of slots are called by any of their forms.
        string[] slots = [.. Filling.Relations, .. Filling.Superlatives, "colour", "size", "state"];
        var called = FormBook.Shipped.SelectMany(form => form.Plan).Where(line => line.Contains(" = ", StringComparison.Ordinal)).Select(line => line.Split(" = ")[1].Split('(')[0]);
        var missing = PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name).Except(called).Except(slots).Except(["shape", "material"]);
        Assert.Empty(missing);
    }

    /// <summary>Whoever writes more ways for training may write one that a split is measured with.</summary>
    [Fact]
    public void Ways_OfTrainingAlone_AreNoneThatIsHeldOut()
    {
        var heldOut = FormBook.Shipped.SelectMany(form => form.Templates).Where(HeldOut.IsHeldOut).SelectMany(template => Expansions(template.Wording)).ToHashSet(StringComparer.Ordinal);
        var only = TrainingForms.All.SelectMany(form => form.Templates).Where(template => template.OnlyTrains).ToList();
        Assert.True(only.Count > 2000 && heldOut.Count > 100, $"{only.Count} ways, {heldOut.Count} held out");
        Assert.Empty(only.SelectMany(template => Expansions(template.Wording).Where(heldOut.Contains).Select(said => $"{template.Id}: {said}")));
    }

    /// <summary>All that a way of asking may say, the slots by their names.</summary>
    private static IEnumerable<string> Expansions(Wording wording)
    {
        return Of(wording).Select(HeldOut.Plainly);

        static IEnumerable<string> Of(Wording part) => part switch
        {
            Wording.Text text => [text.Words],
            Wording.Slot slot => [$" slot{slot.Name} "],
            Wording.Choice choice => choice.Options.SelectMany(Of),
            Wording.Sequence sequence => sequence.Parts.Aggregate((IEnumerable<string>)[""], (said, next) => said.SelectMany(before => Of(next).Select(after => before + after))),
            _ => throw new InvalidOperationException(),
        };
    }

    [Fact]
    public void Words_ThatAreCopied_AreKnownToTheOracle() => Assert.All(
        Vocabulary.Shipped.Nouns.Where(noun => noun.IsCopied),
        noun => Assert.All(noun.English, forms =>
        {
            Assert.NotEqual(0u, Nouns.ClassesOf(noun.Class));
            Assert.Equal(Nouns.ClassesOf(noun.Class), Nouns.ClassesOf(forms.One));
            Assert.Equal(Nouns.ClassesOf(noun.Class), Nouns.ClassesOf(forms.Many));
        }));

    [Fact]
    public void Words_ThatNobodySees_AreNeverFound() => Assert.All(Vocabulary.Shipped.NamesOf("unseen"), name => Assert.Equal(0u, Nouns.ClassesOf(name.Text)));

    [Fact]
    public void Tools_OfTheUnseenSplit_AreManyAndUnderNoNameThatSeedsTeach()
    {
        Assert.InRange(UnseenToolCatalog.All.Count, 10, 20);
        var synonyms = PrimitiveCatalog.Standard.Tools.SelectMany(tool => ToolSynonyms.Of(tool.Name));
        Assert.Empty(UnseenToolCatalog.All.Select(tool => tool.Name).Intersect(synonyms));
        Assert.Equal(UnseenToolCatalog.All.Select(tool => tool.Name).Order(), FormBook.Unseen.SelectMany(form => form.Tools).Distinct().Order());
    }

    /// <summary>What training practises is another tool in other words, or the unseen split would measure memory.</summary>
    [Fact]
    public void Tools_OfPractice_AreNoneThatIsMeasured()
    {
        Assert.InRange(UnseenToolCatalog.Practised.Count, 40, 60);
        Assert.Equal(UnseenToolCatalog.Practised.Select(tool => tool.Name).Order(), FormBook.Practice.SelectMany(form => form.Tools).Distinct().Order());
        Assert.Empty(UnseenToolCatalog.Practised.Select(tool => tool.Name).Intersect(UnseenToolCatalog.All.Select(tool => tool.Name)));
        Assert.Empty(UnseenToolCatalog.Practised.Select(tool => tool.Documentation).Intersect(UnseenToolCatalog.All.Select(tool => tool.Documentation)));
    }

    [Theory]
    [InlineData("form x compositional a:plain\nen how many {a.many\n=>\na\nreturn a", "curly")]
    [InlineData("form x compositional a:plain\nen how (many|few\n=>\na\nreturn a", "round")]
    [InlineData("form x\nen what\n=>\nreturn a", "not as")]
    [InlineData("form x compositional\nfr combien\n=>\na = find(\"car\")\nreturn a", "no language")]
    public void Read_WhatIsNoForm_SaysWhichAndWhy(string text, string named) =>
        Assert.Contains(named, Assert.ThrowsAny<Exception>(() => FormBook.Read(text, "test")).Message, StringComparison.Ordinal);

    private static class Filling
    {
        public static IEnumerable<string> Relations => EdgeWorld.Planning.Filling.FittingTools.Relations.Select(tool => tool.Tool);

        public static IEnumerable<string> Superlatives => EdgeWorld.Planning.Filling.FittingTools.Superlatives.Select(tool => tool.Tool);
    }
}
