using EdgePlanner.Rewarding;
using EdgePlanner.Values;
using Xunit;

namespace EdgePlanner.Tests.Rewarding;

public sealed class AskedTypeTests
{
    [Theory]
    [InlineData("How many cars are there?", PlanType.Int, true)]
    [InlineData("How many cars are there?", PlanType.Bool, false)]
    [InlineData("Are there any dogs?", PlanType.Bool, true)]
    [InlineData("Is there a dog?", PlanType.Text, false)]
    [InlineData("How far is the nearest person?", PlanType.Metres, true)]
    [InlineData("How fast is the bus?", PlanType.Int, false)]
    [InlineData("What color is the bus?", PlanType.Text, true)]
    [InlineData("Is the light red or green?", PlanType.Text, null)]
    [InlineData("Where are my keys?", PlanType.Moment, null)]
    [InlineData("", PlanType.Int, null)]
    public void Fits_SaysWhatItsFirstWordsLeaveNoDoubtOf(string question, PlanType type, bool? expected) => Assert.Equal(expected, AskedType.Fits(question, type));
}
