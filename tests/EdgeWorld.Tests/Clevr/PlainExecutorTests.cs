using System.Text.Json;
using EdgeWorld.Clevr;
using Xunit;

namespace EdgeWorld.Tests.Clevr;

public sealed class PlainExecutorTests
{
    /// <summary>Two cubes and a sphere in a row, the sphere in the middle and in front.</summary>
    private static readonly ClevrScene s_row = new(
        "row",
        [
            new("small", "red", "metal", "cube", [10, 10, 3]),
            new("large", "red", "rubber", "sphere", [20, 20, 2]),
            new("small", "blue", "rubber", "cube", [30, 10, 3]),
        ],
        new()
        {
            ["left"] = [[], [0], [0, 1]],
            ["right"] = [[1, 2], [2], []],
            ["front"] = [[1], [], [1]],
            ["behind"] = [[], [0, 2], []],
        });

    [Fact]
    public void RunAll_PublishedProgramWhoseSceneIsThere_GivesWhatEveryStepGave()
    {
        var covered = 0;
        foreach (var (question, picture, scene) in ClevrData.QuestionsWithScene())
        {
            var values = PlainExecutor.RunAll(scene, question.ProgramFor(picture));
            Assert.Equal(question.Program[picture].Select(step => step.Output.ToString()), values.Select(Written));
            Assert.Equal(question.Answers[picture].ToString(), Written(values[^1]));
            covered++;
        }
        // Of 585 published pairs of question and picture, as many have their scene among the 500.
        Assert.Equal(50, covered);
    }

    [Fact]
    public void ProgramFor_StepWithoutItsWord_TakesItFromTheOtherPictures()
    {
        var questions = ClevrData.Questions();
        Assert.Equal(46, questions.Sum(question => Enumerable.Range(0, question.Answers.Length).Sum(question.WordsLeftOut)));
        foreach (var question in questions)
        {
            for (var picture = 0; picture < question.Answers.Length; picture++)
                Assert.All(question.ProgramFor(picture), step => Assert.Equal(TakesWord(step.Function), step.Word is not null));
        }
    }

    [Fact]
    public void Step_EveryFunctionOfTheMetadata_IsKnown()
    {
        var scene = ClevrData.Scenes[0];
        foreach (var function in ClevrData.Metadata().Functions.Where(f => !f.TemplateOnly))
        {
            var word = function.SideInputs is [var type] ? ClevrData.Metadata().WordsOf(type)[0] : null;
            ClevrValue[] inputs = [.. function.Inputs.Select(Sample)];
            var value = PlainExecutor.Step(scene, new(function.Name, [.. Enumerable.Range(0, inputs.Length)], word), inputs);
            Assert.Equal(Sample(function.Output).GetType(), value.GetType());
        }
    }

    [Fact]
    public void Run_EveryRelation_IsThatOfTheScene()
    {
        Assert.Equal(new ClevrValue.Objects([1, 2]), AfterTheMetalThing("relate", "right"));
        Assert.Equal(new ClevrValue.Objects([1]), AfterTheMetalThing("relate", "front"));
        Assert.Equal(new ClevrValue.Objects([]), AfterTheMetalThing("relate", "left"));
        Assert.Equal(new ClevrValue.Objects([1]), AfterTheMetalThing("same_color", null));
        Assert.Equal(new ClevrValue.Objects([2]), AfterTheMetalThing("same_shape", null));
    }

    [Theory]
    [InlineData("cube")]
    [InlineData("cylinder")]
    public void Run_UniqueOfNoneOrSeveral_IsNotUniqueToTheEnd(string shape)
    {
        ClevrStep[] program =
        [
            new("scene", []), new("filter_shape", [0], shape), new("unique", [1]), new("relate", [2], "left"), new("intersect", [0, 3]), new("count", [4]),
        ];
        Assert.IsType<ClevrValue.NotUnique>(PlainExecutor.Run(s_row, program));
    }

    private static ClevrValue AfterTheMetalThing(string function, string? word) =>
        PlainExecutor.Run(s_row, [new("scene", []), new("filter_material", [0], "metal"), new("unique", [1]), new(function, [2], word)]);

    private static bool TakesWord(string function) => function == "relate" || function.StartsWith("filter_", StringComparison.Ordinal);

    private static ClevrValue Sample(string type) => type switch
    {
        "ObjectSet" => new ClevrValue.Objects([0]),
        "Object" => new ClevrValue.One(0),
        "Integer" => new ClevrValue.Number(1),
        "Bool" => new ClevrValue.Truth(true),
        _ => new ClevrValue.Word("red"),
    };

    /// <summary>As System.Text.Json prints what the files hold.</summary>
    private static string Written(ClevrValue value) => value switch
    {
        ClevrValue.Objects objects => $"[{string.Join(", ", objects.Indexes)}]",
        ClevrValue.One one => JsonSerializer.SerializeToElement(one.Index).ToString(),
        ClevrValue.Number number => JsonSerializer.SerializeToElement(number.Count).ToString(),
        ClevrValue.Truth truth => JsonSerializer.SerializeToElement(truth.Holds).ToString(),
        ClevrValue.Word word => word.Text,
        _ => "not unique",
    };
}
