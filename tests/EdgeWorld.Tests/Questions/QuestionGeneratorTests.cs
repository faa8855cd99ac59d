using System.Security.Cryptography;
using EdgeWorld.Exporting;
using EdgeWorld.Questions;
using Xunit;

namespace EdgeWorld.Tests.Questions;

public sealed class QuestionGeneratorTests
{
    private static readonly Lazy<IReadOnlyList<StreetQuestion>> s_frozen = new(QuestionGenerator.Frozen);

    /// <summary>The same digits on every machine. They change only with the world, the split or the forms: then every figure is another one.</summary>
    [Fact]
    public void Frozen_Set_IsFrozen()
    {
        Assert.Equal(QuestionGenerator.FrozenCount, s_frozen.Value.Count);
        Assert.Equal("db93811ab87f8d14", Convert.ToHexStringLower(SHA256.HashData(QuestionLines.Write(s_frozen.Value)))[..16]);
    }

    [Fact]
    public void Frozen_Films_AreNotTrainedOn() => Assert.All(
        s_frozen.Value.Select(question => WorldOptions.Parse(question.Source)),
        film => Assert.Equal(SplitPart.Test, WorldSplit.Of(film.Scenario, film.Seed)));

    [Fact]
    public void Take_SameSeed_GivesTheSameQuestionsAndAnotherOneOtherFilms()
    {
        var (one, again, other) = (Take(seed: 3), Take(seed: 3), Take(seed: 4));
        Assert.Equal(QuestionLines.Write(one), QuestionLines.Write(again));
        Assert.Empty(one.Select(question => question.Source).Intersect(other.Select(question => question.Source)));

        static IReadOnlyList<StreetQuestion> Take(int seed) => new QuestionGenerator(SplitPart.Train, seed).Take(40);
    }

    [Fact]
    public void Frozen_EveryFamily_IsAskedAlike()
    {
        var counts = s_frozen.Value.CountBy(question => question.Family).ToDictionary();
        Assert.Equal(QuestionFamilies.Names.Order(StringComparer.Ordinal), counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts, family => Assert.InRange(family.Value, QuestionGenerator.FrozenCount / counts.Count / 2, QuestionGenerator.FrozenCount / counts.Count * 2));
    }

    /// <summary>Whoever always says the same is right in no family more often than this.</summary>
    [Fact]
    public void Frozen_NoAnswer_IsRightMostOfTheTime()
    {
        foreach (var family in s_frozen.Value.GroupBy(question => question.Family))
        {
            var most = family.GroupBy(question => question.Answer).Max(answers => answers.Count());
            Assert.True(most <= 0.6 * family.Count(), $"{family.Key}: one answer is right {most} times of {family.Count()}");
        }
    }

    [Fact]
    public void Frozen_Unknown_IsRare() => Assert.InRange(s_frozen.Value.Count(question => !question.Answer.IsKnown), 1, QuestionGenerator.FrozenCount / 8);

    [Theory]
    [InlineData(0, 1, "count 0")]
    [InlineData(1, -1, "seed -1")]
    public void Take_NothingToTake_IsRefusedByName(int count, int seed, string named) =>
        Assert.Contains(named, Assert.Throws<WorldException>(() => new QuestionGenerator(SplitPart.Train, seed).Take(count)).Message, StringComparison.Ordinal);
}
