using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Tools;

/// <summary>
/// What each tool gives for the yard (see <see cref="Scenes.Yard"/>), worked out by hand. Things are told by their index; an
/// empty set is an empty text.
/// </summary>
public sealed class BehaviourTests
{
    private const string Cars = "c = find(\"car\")\n";
    private const string All = "a = find(\"thing\")\n";

    public static TheoryData<string, string, string> Sets => new()
    {
        { "find", "c = find(\"cars\")\nreturn c", "0 1 5" },
        { "find", "c = find(\"bus\")\nreturn c", "" },
        { "find", "c = find(\"unicorn\")\nreturn c", "unknown (nothing here can see \"unicorn\": it finds car, bus, truck, person, dog, cup)" },
        { "find", "c = find(\"small unicorn\")\nreturn c", "unknown (nothing here can see \"small unicorn\": it finds car, bus, truck, person, dog, cup)" },
        { "unique", "d = find(\"dog\")\nu = unique(d)\nreturn u", "3" },
        { "unique", Cars + "u = unique(c)\nreturn u", "unknown (there are 3)" },
        { "unique", "d = find(\"bus\")\nu = unique(d)\nreturn u", "unknown (there is none)" },
        { "given", Cars + "g = given(c, \"car\")\nreturn g", "0 1 5" },
        { "given", "b = find(\"bus\")\ng = given(b, \"bus\")\nreturn g", "unknown (there is no bus)" },
        { "given", "p = seen_between(\"person\", 60)\ng = given(p, \"person\")\nreturn g", "0 1" },
        { "where", Cars + "x = where(c, \"red\")\nreturn x", "0 5" },
        { "where", Cars + "x = where(c, \"red\", \"parked\")\nreturn x", "" },
        { "where", All + "x = where(a, \"red\")\nreturn x", "0 4 5" }, // the person's colour cannot be told: left out
        { "where", "p = find(\"person\")\nx = where(p, \"red\")\nreturn x", "unknown (nobody can tell which are red)" },
        { "where", "p = find(\"bus\")\nx = where(p, \"red\")\nreturn x", "" },
        { "where", "p = seen_between(\"person\", 60)\nx = where(p, \"yellow\")\nreturn x", "0" },
        { "without", All + Cars + "x = without(a, c)\nreturn x", "2 3 4" },
        { "union", "d = find(\"dog\")\np = find(\"person\")\nk = find(\"cup\")\nx = union(d, p, k)\nreturn x", "2 3 4" },
        { "intersect", All + Cars + "r = where(a, \"red\")\nx = intersect(a, c, r)\nreturn x", "0 5" },
        { "largest", Cars + "x = largest(c)\nreturn x", "0" },
        { "largest", "b = find(\"bus\")\nx = largest(b)\nreturn x", "" },
        { "smallest", Cars + "x = smallest(c)\nreturn x", "5" },
        { "leftmost", All + "x = leftmost(a)\nreturn x", "0" },
        { "rightmost", All + "x = rightmost(a)\nreturn x", "5" },
        { "nearest", Cars + "x = nearest(c)\nreturn x", "0" },
        { "nearest", All + "x = nearest(a)\nreturn x", "0" }, // the cup has no place: lowest in the picture, the first of three at 300
        { "farthest", Cars + "x = farthest(c)\nreturn x", "5" },
        { "farthest", All + "x = farthest(a)\nreturn x", "4" },
        { "left_of", All + "d = find(\"dog\")\nx = left_of(a, d)\nreturn x", "0 1 2 4" },
        { "left_of", Cars + "x = left_of(c, c)\nreturn x", "0 1" },
        { "right_of", Cars + "d = find(\"dog\")\nx = right_of(c, d)\nreturn x", "5" },
        { "above", All + "d = find(\"dog\")\nx = above(a, d)\nreturn x", "4 5" },
        { "below", "d = find(\"dog\")\nk = find(\"cup\")\nx = below(d, k)\nreturn x", "3" },
        { "in_front_of", All + "d = find(\"car\")\nx = in_front_of(a, d)\nreturn x", "" },
        { "in_front_of", "p = find(\"person\")\nk = find(\"dog\")\nx = in_front_of(p, k)\nreturn x", "" }, // nearer, but by less than a tenth
        { "behind", "k = find(\"cup\")\n" + Cars + "x = behind(k, c)\nreturn x", "4" }, // without a place: it ends higher in the picture
        { "inside", All + Cars + "x = inside(a, c)\nreturn x", "4" },
        { "overlapping", All + "x = overlapping(a, a)\nreturn x", "1 2 3 4" },
        { "near", All + "p = find(\"person\")\nx = near(a, p)\nreturn x", "3" },
        { "near", All + "p = find(\"person\")\nx = near(a, p, metres=0.4)\nreturn x", "" },
        { "near", "k = find(\"cup\")\np = find(\"person\")\nx = near(k, p, metres=3)\nreturn x", "unknown (the camera's geometry is not known)" },
        { "near", "k = find(\"cup\")\n" + Cars + "x = near(k, c)\nreturn x", "4" },
        { "within", All + "x = within(a, metres=7)\nreturn x", "2 3" },
        { "within", Cars + "x = within(c, 8.3)\nreturn x", "0" }, // √(2² + 8²) = 8.25
        { "within", "k = find(\"cup\")\nx = within(k, metres=7)\nreturn x", "unknown (the camera's geometry is not known)" },
        { "on_lane", Cars + "x = on_lane(c)\nreturn x", "0" },
        { "on_lane", Cars + "x = on_lane(c, lane=\"right\")\nreturn x", "1" },
        { "on_lane", "k = find(\"cup\")\nx = on_lane(k)\nreturn x", "unknown (the lanes are not known)" },
        { "moving", Cars + "x = moving(c)\nreturn x", "0 5" },
        { "moving", "d = find(\"dog\")\nx = moving(d)\nreturn x", "unknown (they have not been followed for long enough)" },
        { "approaching", All + "x = approaching(a)\nreturn x", "0" },
        { "match", Cars + "x = match(c, \"a blue car\")\nreturn x", "1" },
        { "match", "p = find(\"person\")\nx = match(p, \"a tall person\")\nreturn x", "unknown (pictures cannot be compared with words)" },
        { "same_as", All + "k = find(\"cup\")\nx = same_as(a, k)\nreturn x", "0 5" },
        { "same_as", All + "k = find(\"cup\")\nx = same_as(a, k, attribute=\"material\")\nreturn x", "0 1 5" },
        { "same_as", All + Cars + "x = same_as(a, c, \"colour\")\nreturn x", "unknown (they differ)" },
        { "seen_between", "x = seen_between(\"person\", start=600)\nreturn x", "0 1" },
        { "seen_between", "x = seen_between(\"person\", start=60000)\nreturn x", "unknown (nothing is remembered of that time)" },
        { "choose", Cars + "d = find(\"dog\")\ny = exists(d)\nx = choose(y, d, c)\nreturn x", "3" },
    };

    public static TheoryData<string, string, string> Answers => new()
    {
        { "count", Cars + "n = count(c)\nreturn n", "3" },
        { "count", "p = seen_between(\"person\", 60)\nn = count(p)\nreturn n", "2" },
        { "count", "b = find(\"bus\")\nn = count(b)\nreturn n", "0" },
        { "exists", "d = find(\"dog\")\nx = exists(d)\nreturn x", "yes" },
        { "exists", "d = find(\"bus\")\nx = exists(d)\nreturn x", "no" },
        { "colour", "d = find(\"dog\")\nx = colour(d)\nreturn x", "brown" },
        { "colour", Cars + "x = colour(c)\nreturn x", "unknown (they differ)" },
        { "colour", "p = find(\"person\")\nx = colour(p)\nreturn x", "unknown (it cannot be told of one of them)" },
        { "colour", "p = find(\"bus\")\nx = colour(p)\nreturn x", "unknown (there is none to look at)" },
        { "size", "d = find(\"dog\")\nx = size(d)\nreturn x", "small" },
        { "shape", "k = find(\"cup\")\nx = shape(k)\nreturn x", "cylinder" },
        { "material", Cars + "x = material(c)\nreturn x", "metal" },
        { "state", "p = find(\"person\")\nx = state(p)\nreturn x", "walking" },
        { "distance", "p = find(\"person\")\nx = distance(p)\nreturn x", "6.708 m ± 0.4 m" }, // √(3² + 6²)
        { "distance", "p = find(\"person\")\nd = find(\"dog\")\nx = distance(p, d)\nreturn x", "0.5 m ± 0.8 m" },
        { "distance", "k = find(\"cup\")\nx = distance(k)\nreturn x", "unknown (the camera's geometry is not known)" },
        { "distance", "k = find(\"bus\")\nx = distance(k)\nreturn x", "unknown (there is none to measure)" },
        { "distance", "k = find(\"bus\")\np = find(\"dog\")\nx = distance(p, k)\nreturn x", "unknown (there is none to measure to)" },
        { "direction", "p = find(\"person\")\nx = direction(p)\nreturn x", "1 o'clock" }, // atan(3/6) = 27°
        { "direction", Cars + "x = direction(c)\nreturn x", "unknown (they lie in different directions)" },
        { "speed_of", Cars + "x = speed_of(c)\nreturn x", "5 m/s ± 0.2 m/s" },
        { "speed_of", "d = find(\"dog\")\nx = speed_of(d)\nreturn x", "unknown (they have not been followed for long enough)" },
        { "ego_speed", "x = ego_speed()\nreturn x", "7 m/s ± 0.1 m/s" },
        { "time_to_contact", Cars + "x = time_to_contact(c)\nreturn x", "2.062 s ± 0.16 s" }, // 8.246 / 4; √((0.5/8.246)² + (0.2/4)²) · 2.062 = 0.162
        { "time_to_contact", "p = find(\"person\")\nx = time_to_contact(p)\nreturn x", "unknown (nothing comes nearer)" },
        { "read_text", "p = find(\"person\")\nx = read_text(p)\nreturn x", "STAFF" },
        { "read_text", Cars + "x = read_text(c)\nreturn x", "unknown (no text is found)" },
        { "describe", "d = find(\"dog\")\nx = describe(d)\nreturn x", "a brown dog" },
        { "describe", Cars + "x = describe(c)\nreturn x", "a red car, a blue car and a red car" },
        { "describe", "b = find(\"bus\")\nx = describe(b)\nreturn x", "nothing" },
        { "describe", All + "x = describe(a)\nreturn x", "a red car, a blue car, a person, a brown dog, a red cup and 1 more" },
        { "compare", Cars + "n = count(c)\nx = compare(n, 3)\nreturn x", "yes" },
        { "compare", Cars + "n = count(c)\nx = compare(n, 3, \"different\")\nreturn x", "no" },
        { "compare", Cars + "d = distance(c)\nx = compare(d, 8, \"greater\")\nreturn x", "yes" },
        { "compare", Cars + "d = distance(c)\nx = compare(10, d, \"less\")\nreturn x", "no" },
        { "compare", Cars + "n = count(c)\nx = compare(n, 3, relation=\"at_least\")\nreturn x", "yes" },
        { "compare", Cars + "n = count(c)\nx = compare(n, 2, relation=\"at_most\")\nreturn x", "no" },
        { "compare", "d = find(\"dog\")\nk = colour(d)\nx = compare(k, \"brown\")\nreturn x", "yes" },
        { "both", "a = not_(True)\nx = both(True, a)\nreturn x", "no" },
        { "both", Unknown + "x = both(u, False)\nreturn x", "no" },
        { "both", Unknown + "x = both(True, u)\nreturn x", "unknown (nobody watched for it)" },
        { "either", "a = not_(True)\nx = either(a, False)\nreturn x", "no" },
        { "either", Unknown + "x = either(u, True)\nreturn x", "yes" },
        { "either", Unknown + "x = either(False, u)\nreturn x", "unknown (nobody watched for it)" },
        { "not_", "x = not_(False)\nreturn x", "yes" },
        { "not_", Unknown + "x = not_(u)\nreturn x", "unknown (nobody watched for it)" },
        { "choose", "x = choose(False, \"yes\", \"no\")\nreturn x", "no" },
        { "choose", Unknown + "x = choose(u, 1, 2)\nreturn x", "unknown (nobody watched for it)" },
        { "choose", "p = find(\"person\")\nk = colour(p)\nx = choose(True, \"red\", k)\nreturn x", "red" },
        { "last_seen", "x = last_seen(\"keys\")\nreturn x", "on the table, 1969-12-31 23:56:40Z" },
        { "last_seen", "x = last_seen(\"wallet\")\nreturn x", "unknown (none is remembered)" },
        { "count_crossings", "x = count_crossings(\"person\", \"gate\", start=200)\nreturn x", "2" },
        { "count_crossings", "x = count_crossings(\"person\", \"gate\", start=200, end=50)\nreturn x", "1" },
        { "count_crossings", "x = count_crossings(\"person\", \"door\", start=200)\nreturn x", "unknown (no such line was watched then)" },
        { "happened", "x = happened(\"fall\")\nreturn x", "yes" },
        { "happened", "x = happened(\"fall\", start=20)\nreturn x", "no" },
        { "happened", "x = happened(\"storm\")\nreturn x", "unknown (nobody watched for it)" },
    };

    private static string Unknown => "u = happened(\"storm\")\n";

    [Theory]
    [MemberData(nameof(Sets))]
    public void Tool_OnTheYard_GivesTheseThings(string tool, string plan, string expected)
    {
        Assert.Contains($"{tool}(", plan, StringComparison.Ordinal);
        Assert.Equal(expected, Plans.Things(plan));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Tool_OnTheYard_Answers(string tool, string plan, string expected)
    {
        Assert.Contains($"{tool}(", plan, StringComparison.Ordinal);
        Assert.Equal(expected, Plans.Answer(plan));
    }

    [Fact]
    public void Rows_CoverEveryTool()
    {
        var covered = Sets.Concat(Answers).Select(row => row.Data.Item1).ToHashSet();
        Assert.Equal(PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name).Order(), covered.Order());
    }
}
