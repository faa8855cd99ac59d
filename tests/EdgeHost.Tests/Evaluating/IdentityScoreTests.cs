using CsCheck;
using EdgeEngines.Detecting;
using EdgeHost.Evaluating;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class IdentityScoreTests
{
    /// <summary>Written down as frames; a digit is an object of the world, the letter behind it the track that lies on it, '-' none; a letter
    /// alone lies on nothing; an object in brackets is ignored.</summary>
    [Theory]
    [InlineData("1a 1a 1a 1a", 4, 4, 4)]
    [InlineData("1a 1a 1b 1b", 2, 4, 4)] // a switch halfway: one of the two tracks is the object
    [InlineData("1a 1b 1b 1b", 3, 4, 4)]
    [InlineData("1a,2b 1a,2b 1b,2a 1b,2a 1b,2a", 6, 10, 10)] // two change their tracks: the later pairing lasts longer
    [InlineData("1- 1a 1- 1a", 2, 4, 2)]
    [InlineData("1a,x 1a,x 1a", 3, 3, 5)] // a ghost
    [InlineData("1a (1)a (1)a 1a", 2, 2, 2)] // hidden: neither found nor false
    [InlineData("1a (1)- 1a", 2, 2, 2)]
    [InlineData("1a,2a 1a", 2, 3, 3)] // one track on two objects is only one of them
    [InlineData("1-", 0, 1, 0)]
    public void Add_ByHand_CountsTheRightIdentities(string film, int right, int trueBoxes, int trackBoxes)
    {
        var score = new IdentityScore();
        score.Add([.. film.Split(' ').Select((frame, i) => Moment(i, frame.Split(',')))]);
        Assert.Equal((right, trueBoxes, trackBoxes), ((int)score.Right, (int)score.TrueBoxes, (int)score.TrackBoxes));
        Assert.Equal(2.0 * right / (trueBoxes + trackBoxes), score.F1, 12);
    }

    [Fact]
    public void Add_TwoFilms_PairsInEachAnew()
    {
        var score = new IdentityScore();
        score.Add([Moment(0, ["1a"]), Moment(1, ["1a"])]);
        score.Add([Moment(0, ["1b"]), Moment(1, ["1b"])]);
        Assert.Equal(1, score.F1);
    }

    /// <summary>Against every possible pairing, tried one after the other.</summary>
    [Fact]
    public void Add_AnyFilm_HasTheBestOfAllPairings() =>
        Gen.Select(Gen.Int[-1, 3], Gen.Int[-1, 3], Gen.Int[-1, 3]).Array[1, 12].Sample(film =>
        {
            var score = new IdentityScore();
            score.Add([.. film.Select((f, i) => Moment(i, [Cell(1, f.Item1), Cell(2, f.Item2), Cell(3, f.Item3)]))]);
            var best = Orders([0, 1, 2, 3]).Max(order => film.Sum(f => Same(f.Item1, order[0]) + Same(f.Item2, order[1]) + Same(f.Item3, order[2])));
            Assert.Equal(best, score.Right);
        }, threads: 1);

    private static int Same(int track, int expected) => track == expected ? 1 : 0;

    private static string Cell(int thing, int track) => $"{thing}{(track < 0 ? '-' : (char)('a' + track))}";

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 1 ? [items] : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    private static FilmMoment Moment(int index, string[] cells)
    {
        List<TruthBox> truth = [];
        List<FoundBox> found = [];
        foreach (var cell in cells)
        {
            var isIgnored = cell[0] == '(';
            var text = cell.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);
            var place = char.IsDigit(text[0]) ? (text[0] - '0') * 100 : 5000 + text[0];
            var box = new Box(place, 0, place + 50, 50);
            if (char.IsDigit(text[0]))
                truth.Add(new TruthBox(text[0] - '0', 0, box, isIgnored));
            if (text[^1] != '-')
                found.Add(new FoundBox(box, 0, 0.9f, text[^1]));
        }
        var match = new FrameMatch();
        match.Match(found.ToArray(), truth.ToArray());
        return new FilmMoment(index / 10.0, [.. truth], [.. found], match.Verdicts.ToArray(), match.TruthOf.ToArray());
    }
}
